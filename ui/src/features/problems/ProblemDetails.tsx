import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Condition } from "../../api/bindings";
import { call, sentenceOf } from "../../api/call";
import { dayText, partialDateText } from "../../clinical/dates";
import { HistoryButton } from "../../clinical/HistoryButton";
import { readPartialDate } from "../../clinical/partialDate";
import { Button } from "../../components/Button";
import { TextField } from "../../components/TextField";
import { toast } from "../../components/toasts";
import styles from "./ProblemList.module.css";
import { setStatus } from "./update";

/** One problem opened in place: since when, what was noted, and what can be done. */
export function ProblemDetails({ problem, mayWrite }: { problem: Condition; mayWrite: boolean }) {
  const { t } = useLingui();
  const [editing, setEditing] = useState(false);
  const resolve = async (): Promise<void> => {
    const active = problem.clinical_status === "active";
    await setStatus(problem, active ? "resolved" : "active");
    toast({
      text: active ? t`${problem.display} resolved` : t`${problem.display} active again`,
      undo: () => setStatus(problem, problem.clinical_status),
    });
  };
  const strike = async (): Promise<void> => {
    await setStatus(problem, "inactive", true);
    toast({
      text: t`${problem.display} marked as entered in error`,
      undo: () => setStatus(problem, problem.clinical_status),
    });
  };
  if (editing) return <EditProblem problem={problem} onDone={() => setEditing(false)} />;
  return (
    <>
      <p>
        {problem.onset ? <Trans>Since {partialDateText(problem.onset)}. </Trans> : null}
        <Trans>Recorded {dayText(problem.recorded_at)}.</Trans>
      </p>
      {problem.note ? <p>{problem.note}</p> : null}
      {mayWrite ? (
        <div className={styles.actions}>
          <Button size="small" keys="R" onPress={() => void resolve()}>
            {problem.clinical_status === "active" ? <Trans>Resolve</Trans> : <Trans>Reactivate</Trans>}
          </Button>
          <Button size="small" onPress={() => setEditing(true)}>
            <Trans>Edit</Trans>
          </Button>
          <Button size="small" variant="quiet" onPress={() => void strike()}>
            <Trans>Entered in error</Trans>
          </Button>
          <HistoryButton resource="condition" id={problem.id} patientId={problem.patient_id} />
        </div>
      ) : null}
    </>
  );
}

function EditProblem({ problem, onDone }: { problem: Condition; onDone: () => void }) {
  const { t } = useLingui();
  const [onset, setOnset] = useState(problem.onset ?? "");
  const [note, setNote] = useState(problem.note ?? "");
  const [failed, setFailed] = useState<string | null>(null);
  const read = onset.trim() === "" ? null : readPartialDate(onset);
  const wrong = onset.trim() !== "" && read === null;
  const save = async (): Promise<void> => {
    if (wrong) return;
    try {
      await call("update_problem", {
        id: problem.id,
        clinical_status: problem.clinical_status,
        onset: read,
        abatement: problem.abatement,
        note: note.trim() || null,
        entered_in_error: problem.entered_in_error,
      });
      onDone();
    } catch (cause) {
      setFailed(sentenceOf(cause));
    }
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label={t`Since`}
        placeholder="2019, 3/2019, 3/14/2019"
        value={onset}
        onChange={setOnset}
        error={wrong ? t`A year, a month and year, or a date` : undefined}
        description={read ? partialDateText(read) : undefined}
        autoFocus
      />
      <TextField label={t`Note`} value={note} onChange={setNote} error={failed ?? undefined} />
      <div className={styles.actions}>
        <Button size="small" variant="primary" type="submit" isDisabled={wrong}>
          <Trans>Save</Trans>
        </Button>
        <Button size="small" onPress={onDone}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}
