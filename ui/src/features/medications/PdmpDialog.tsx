import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { PdmpOutcome } from "../../api/bindings";
import { useAct } from "../../api/useAct";
import { Confirm } from "../../clinical/ReasonDialog";
import { Button } from "../../components/Button";
import { RadioGroup } from "../../components/Choice";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/States";
import { TextField } from "../../components/TextField";
import styles from "./Pdmp.module.css";

interface PdmpDialogProps {
  patientId: string;
  /** "I-STOP", where known. */
  program: string | null;
  onRecorded: () => void;
  onClose: () => void;
}

/** Records that the state's drug monitoring program was asked, and what it said: one press, or a few words. */
export function PdmpDialog({ patientId, program, onRecorded, onClose }: PdmpDialogProps) {
  const { t } = useLingui();
  const [outcome, setOutcome] = useState<PdmpOutcome>("checked");
  const [found, setFound] = useState("");
  const [reference, setReference] = useState("");
  const act = useAct("record_pdmp_query");
  const usual =
    outcome === "checked"
      ? [t`No entries`, t`Only this practice`, t`As the patient said`]
      : [t`Program not available`, t`Hospice patient`];

  const record = async (words: string): Promise<void> => {
    if (words.trim() === "") return;
    const done = await act.run({
      patient_id: patientId,
      outcome,
      found: words.trim(),
      reference: reference.trim() || null,
      queried_at: null,
      queried_by: null,
    });
    if (!done) return;
    onRecorded();
    onClose();
  };
  const name = program ?? t`the drug monitoring program`;

  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Look-up in ${name}`}
      size="small"
      scope="chart"
      footer={
        <>
          <Button onPress={onClose} keys="Escape">
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            keys="Mod+Enter"
            isDisabled={found.trim() === "" || act.busy}
            onPress={() => void record(found)}
          >
            <Trans>Record</Trans>
          </Button>
        </>
      }
    >
      <Confirm run={() => void record(found)} />
      <div className={styles.form}>
        <TextField
          label={outcome === "checked" ? t`What was found` : t`Why it was not possible`}
          value={found}
          onChange={setFound}
          autoFocus
          error={act.error?.field === "found" ? act.error.message : undefined}
        />
        <div className={styles.usual}>
          {usual.map((words) => (
            <Button key={words} size="small" isDisabled={act.busy} onPress={() => void record(words)}>
              {words}
            </Button>
          ))}
        </div>
        <RadioGroup<PdmpOutcome>
          label={t`Outcome`}
          row
          choices={[
            { value: "checked", label: t`Looked up` },
            { value: "not_possible", label: t`Not possible` },
          ]}
          value={outcome}
          onChange={setOutcome}
        />
        <TextField label={t`Report number`} optional value={reference} onChange={setReference} />
        {act.error && act.error.field !== "found" ? (
          <Notice tone="problem" announce>
            {act.error.message}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  );
}
