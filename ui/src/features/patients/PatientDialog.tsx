import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import type { Patient } from "../../api/bindings";
import { call } from "../../api/call";
import { useAct } from "../../api/useAct";
import { useRead } from "../../api/useRead";
import { useSession, useStatus } from "../../app/session";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ErrorState, Notice } from "../../components/States";
import { toast } from "../../components/toasts";
import { DuplicateWarning } from "./DuplicateWarning";
import { PatientFields } from "./PatientFields";
import { draftFromName, draftFromPatient, faultsOf, type PatientDraft, requestOf } from "./patientDraft";

interface PatientDialogProps {
  /** null registers a new patient. */
  patientId: string | null;
  /** What was typed before registering. */
  name: string;
  onClose(): void;
  onOpenChart(patientId: string): void;
}

export default function PatientDialog(props: PatientDialogProps) {
  if (props.patientId === null) return <PatientForm {...props} existing={null} />;
  return <Existing {...props} patientId={props.patientId} />;
}

function Existing(props: PatientDialogProps & { patientId: string }) {
  const { t } = useLingui();
  const patient = useRead(["patient", props.patientId], "patient", { id: props.patientId });
  if (patient.data) return <PatientForm {...props} existing={patient.data} />;
  // One dialog, opened once: a second in its place would not know where to give the focus back. Reading takes milliseconds.
  if (!patient.error) return null;
  return (
    <Dialog open onClose={props.onClose} title={t`Edit patient`} size="wide">
      <ErrorState
        what={<Trans>The patient could not be read.</Trans>}
        error={patient.error}
        onRetry={() => void patient.refetch()}
      />
    </Dialog>
  );
}

function PatientForm({ existing, name, onClose, onOpenChart }: PatientDialogProps & { existing: Patient | null }) {
  const { t } = useLingui();
  const { today } = useStatus();
  const mayOpenChart = useSession().can("chart_read");
  const [draft, setDraft] = useState<PatientDraft>(() => (existing ? draftFromPatient(existing) : draftFromName(name)));
  const [tried, setTried] = useState(false);
  const register = useAct("register_patient");
  const update = useAct("update_patient");
  const error = register.error ?? update.error;
  const faults = tried ? faultsOf(draft, today) : {};
  // The backend names the field at fault; its sentence goes there rather than to the foot of the form.
  if (error?.field && error.field in draft) faults[error.field as keyof PatientDraft] = error.message;

  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    const request = requestOf(draft, today);
    if (!request) return;
    if (existing) {
      const before = requestOf(draftFromPatient(existing), today);
      if (!(await update.run({ id: existing.id, patient: request }))) return;
      onClose();
      toast({
        text: t`Saved: ${request.family}, ${request.given}`,
        undo: before
          ? async () => {
              await call("update_patient", { id: existing.id, patient: before });
            }
          : undefined,
      });
      return;
    }
    const made = await register.run(request);
    if (!made) return;
    toast({ text: t`Registered: ${made.family}, ${made.given}, MRN ${made.mrn}` });
    if (mayOpenChart) onOpenChart(made.id);
    else onClose();
  };

  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={existing ? t`Edit patient` : t`Register a patient`}
      subtitle={existing ? `${existing.family}, ${existing.given} · MRN ${existing.mrn}` : undefined}
      scope="patient-form"
      footer={
        <>
          <Button onPress={onClose} keys="Escape">
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" onPress={() => void submit()} isPending={register.busy || update.busy} keys="Enter">
            {existing ? <Trans>Save</Trans> : <Trans>Register</Trans>}
          </Button>
        </>
      }
    >
      <form onSubmit={(event) => void submit(event)} autoComplete="off">
        {!existing && <DuplicateWarning draft={draft} onOpenChart={onOpenChart} />}
        <PatientFields draft={draft} onChange={(part) => setDraft((old) => ({ ...old, ...part }))} faults={faults} />
        {error && !(error.field && error.field in draft) && (
          <Notice tone="problem" announce>
            {error.message}
          </Notice>
        )}
        {/* Enter in any field submits. */}
        <input type="submit" hidden />
      </form>
    </Dialog>
  );
}
