import { lazy, Suspense, useState } from "react";
import { useCommand } from "../../app/commands/registry";

const RequestRefill = lazy(() => import("./RequestRefill"));

/** Recording a refill request, over whatever page is shown. One in the app, in the frame. */
export function RefillDialogs() {
  const [open, setOpen] = useState<{ patientId: string | null } | null>(null);
  useCommand("refills.request", (patientId) => setOpen({ patientId: patientId ?? null }));
  if (!open) return null;
  return (
    <Suspense>
      <RequestRefill patientId={open.patientId} onClose={() => setOpen(null)} />
    </Suspense>
  );
}
