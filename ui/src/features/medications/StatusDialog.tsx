import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { MedicationRequest } from "../../api/bindings";
import { sentenceOf } from "../../api/call";
import { useRead } from "../../api/useRead";
import { useCommand } from "../../app/commands";
import { keepUnits } from "../../clinical/text";
import { Button } from "../../components/Button";
import { DateInput } from "../../components/DateInput";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/States";
import { TextField } from "../../components/TextField";
import styles from "./StatusDialog.module.css";
import { hold, stop } from "./statusActs";

interface StatusDialogProps {
  what: "stop" | "hold";
  order: MedicationRequest;
  today: string;
  onClose: () => void;
}

/** Why a medication is stopped or held, and from when or until when. One press of a usual reason is enough. */
export function StatusDialog({ what, order, today, onClose }: StatusDialogProps) {
  const { t } = useLingui();
  const reasons = useRead(["status_reasons", null], "status_reasons", {}).data;
  const [words, setWords] = useState("");
  const [day, setDay] = useState<string | null>(what === "stop" ? today : null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const give = async (code: string | null): Promise<void> => {
    if (busy || (code === null && words.trim() === "")) return;
    setBusy(true);
    try {
      await (what === "stop" ? stop : hold)(order, { code, reason: words.trim(), day });
      onClose();
    } catch (cause) {
      setProblem(sentenceOf(cause));
      setBusy(false);
    }
  };
  // "Another reason" is what the field for words is for.
  const usual = (reasons?.[what] ?? []).filter((reason) => reason.code !== "other");
  const name = keepUnits(order.display);
  return (
    <Dialog
      open
      onClose={onClose}
      title={what === "stop" ? t`Stop ${name}` : t`Hold ${name}`}
      size="small"
      scope="medication-status"
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            keys="Mod+Enter"
            isDisabled={words.trim() === "" || busy}
            onPress={() => void give(null)}
          >
            {what === "stop" ? <Trans>Stop</Trans> : <Trans>Hold</Trans>}
          </Button>
        </>
      }
    >
      <Confirm run={() => void give(null)} />
      <DateInput
        label={what === "stop" ? <Trans>Last day taken</Trans> : <Trans>Until, if known</Trans>}
        value={day}
        onChange={setDay}
        className={styles.day}
      />
      <div className={styles.usual} role="group" aria-label={t`Reason`}>
        {usual.map((reason, index) => (
          <Button
            key={reason.code}
            size="small"
            autoFocus={index === 0}
            isDisabled={busy}
            onPress={() => void give(reason.code)}
          >
            {reason.display}
          </Button>
        ))}
      </div>
      <TextField label={t`In your words`} value={words} onChange={setWords} optional />
      {problem ? (
        <Notice tone="problem" announce>
          {problem}
        </Notice>
      ) : null}
    </Dialog>
  );
}

/** Gives Ctrl+Enter its meaning inside the dialog it stands in. */
function Confirm({ run }: { run: () => void }) {
  useCommand("chart.confirm", run);
  return null;
}
