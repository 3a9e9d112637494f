import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import type { VitalsReading } from "../../api/bindings";
import { call, sentenceOf } from "../../api/call";
import { useLayer } from "../../app/layers/layers";
import { InterpretationMark } from "../../clinical/Interpretation";
import { keepUnits } from "../../clinical/text";
import { Button } from "../../components/Button";
import { TextField } from "../../components/TextField";
import { toast } from "../../components/toasts";
import { useReturnFocus } from "../../components/useReturnFocus";
import styles from "./Vitals.module.css";

interface VitalsEntryProps {
  patientId: string;
  encounterId: string | null;
  onDone: () => void;
}

/** All vitals in one line, read back while typing, so that a slip is seen before it is stored. */
export function VitalsEntry({ patientId, encounterId, onDone }: VitalsEntryProps) {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const [reading, setReading] = useState<{ of: string; value: VitalsReading } | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const wanted = text.trim();
  useLayer(true, onDone);
  useReturnFocus();

  useEffect(() => {
    if (wanted === "") {
      setReading(null);
      return;
    }
    let newest = true;
    call("read_vitals", { text: wanted, patient_id: patientId })
      .then((value) => {
        if (newest) setReading({ of: wanted, value });
      })
      .catch((cause) => {
        if (newest) setFailed(sentenceOf(cause));
      });
    return () => {
      newest = false;
    };
  }, [wanted, patientId]);

  const value = reading?.value;
  const ready = reading?.of === wanted && value !== undefined && value.items.length > 0 && value.problems.length === 0;
  const save = async (): Promise<void> => {
    if (!ready || busy) return;
    setBusy(true);
    setFailed(null);
    try {
      const recorded = await call("record_vitals", { patient_id: patientId, encounter_id: encounterId, text: wanted });
      toast({
        text: t`Vitals recorded`,
        undo: () =>
          call("strike_observations", { ids: recorded.map((one) => one.id), reason: "Undone right after entry" }).then(
            () => undefined,
          ),
      });
      onDone();
    } catch (cause) {
      setFailed(sentenceOf(cause));
      setBusy(false);
    }
  };

  return (
    <form
      className={styles.entry}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label={t`Vitals in one line`}
        hideLabel
        placeholder="120/80 72 98.6F 16 98% 70kg"
        value={text}
        onChange={setText}
        autoFocus
        autoComplete="off"
        spellCheck="false"
        error={failed ?? undefined}
      />
      <ul className={styles.reading} aria-live="polite">
        {(value?.items ?? []).map((item) => (
          <li key={item.code}>
            {item.label} <b>{item.value2 ? `${item.value}/${item.value2}` : item.value}</b> {keepUnits(item.unit)}{" "}
            <InterpretationMark code={item.interpretation} />
          </li>
        ))}
        {(value?.problems ?? []).map((problem) => (
          <li key={problem.part} className={styles.problem}>
            <b>{problem.part}</b> {problem.message}
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        <Button size="small" variant="primary" type="submit" isDisabled={!ready || busy} keys="Enter">
          <Trans>Record</Trans>
        </Button>
        <Button size="small" onPress={onDone} keys="Escape">
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}
