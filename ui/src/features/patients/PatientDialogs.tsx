import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useCommand } from "../../app/commands/registry";

const PatientDialog = lazy(() => import("./PatientDialog"));

/** Registering and editing, over whatever page is shown. One in the app, in the frame. */
export function PatientDialogs() {
  const navigate = useNavigate();
  const [open, setOpen] = useState<{ patientId: string | null; name: string } | null>(null);
  useCommand("patients.register", (name) => setOpen({ patientId: null, name: name ?? "" }));
  useCommand("patients.edit", (patientId) => {
    if (patientId) setOpen({ patientId, name: "" });
  });
  if (!open) return null;
  return (
    <Suspense>
      <PatientDialog
        patientId={open.patientId}
        name={open.name}
        onClose={() => setOpen(null)}
        onOpenChart={(patientId) => {
          setOpen(null);
          void navigate({ to: "/chart/$patientId", params: { patientId } });
        }}
      />
    </Suspense>
  );
}
