import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { useAct } from "../../api/useAct";
import { useCommand } from "../../app/commands";
import { Button } from "../../components/Button";
import { Select } from "../../components/Select";
import { Notice } from "../../components/States";
import { TextField } from "../../components/TextField";
import styles from "./Encounters.module.css";

interface StartVisitProps {
  patientId: string;
  /** Nothing is on record yet: the sentence says so. */
  first: boolean;
  mayWrite: boolean;
  /** Told when the visit is being started here, so that the note can take the focus when it appears. */
  onBegin: () => void;
}

/** The note pane before a visit: one sentence and the one thing to do. */
export function StartVisit({ patientId, first, mayWrite, onBegin }: StartVisitProps) {
  const { t } = useLingui();
  const kinds = [t`Office visit`, t`Follow-up`, t`Annual physical`, t`Telephone visit`, t`Video visit`];
  const [kind, setKind] = useState(kinds[0] ?? "");
  const [reason, setReason] = useState("");
  const start = useAct("start_encounter");
  const begin = (): void => {
    onBegin();
    void start.run({ patient_id: patientId, kind, reason: reason.trim() || null });
  };
  useCommand("encounters.start", begin, mayWrite);
  return (
    <div className={styles.start}>
      <p className={styles.sentence}>
        {first ? <Trans>First visit. Nothing is on record yet.</Trans> : <Trans>No visit is open.</Trans>}
      </p>
      {mayWrite ? (
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault();
            begin();
          }}
        >
          <Select
            label={t`Kind of visit`}
            choices={kinds.map((one) => ({ value: one, label: one }))}
            value={kind}
            onChange={setKind}
          />
          <TextField label={t`Reason`} optional placeholder={t`Cough and fever`} value={reason} onChange={setReason} />
          {start.error ? (
            <Notice tone="problem" announce>
              <b>
                <Trans>The visit was not started.</Trans>
              </b>{" "}
              {start.error.message}
            </Notice>
          ) : null}
          <Button variant="primary" type="submit" keys="Alt+V" isDisabled={start.busy}>
            <Trans>Start the visit</Trans>
          </Button>
        </form>
      ) : (
        <p className={styles.sentence}>
          <Trans>Your role reads charts but does not write notes.</Trans>
        </p>
      )}
    </div>
  );
}
