import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { sentenceOf } from "../api/call";
import { useCommand } from "../app/commands";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { Notice } from "../components/States";
import { TextField } from "../components/TextField";
import styles from "./ReasonDialog.module.css";

interface ReasonDialogProps {
  title: string;
  subtitle?: ReactNode;
  /** Usual reasons; one press is enough. */
  usual: readonly string[];
  action: string;
  /** Asked before the reason. */
  before?: ReactNode;
  onClose: () => void;
  /** Rejects to keep the dialog and its text open. */
  onGive: (reason: string) => Promise<void>;
}

/** Asks why, in one press or in a few words. */
export function ReasonDialog({ title, subtitle, usual, action, before, onClose, onGive }: ReasonDialogProps) {
  const { t } = useLingui();
  const [words, setWords] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const give = async (reason: string): Promise<void> => {
    if (reason.trim() === "" || busy) return;
    setBusy(true);
    try {
      await onGive(reason.trim());
      onClose();
    } catch (cause) {
      setProblem(sentenceOf(cause));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      subtitle={subtitle}
      size="small"
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            keys="Mod+Enter"
            isDisabled={words.trim() === "" || busy}
            onPress={() => void give(words)}
          >
            {action}
          </Button>
        </>
      }
    >
      <Confirm run={() => void give(words)} />
      {before ? <div className={styles.before}>{before}</div> : null}
      {usual.length > 0 ? (
        <div className={styles.usual}>
          {usual.map((reason) => (
            <Button key={reason} size="small" isDisabled={busy} onPress={() => void give(reason)}>
              {reason}
            </Button>
          ))}
        </div>
      ) : null}
      <TextField
        label={usual.length > 0 ? t`Or in your words` : t`In your words`}
        value={words}
        onChange={setWords}
        autoFocus
      />
      {problem ? (
        <Notice tone="problem" announce>
          {problem}
        </Notice>
      ) : null}
    </Dialog>
  );
}

/** Gives Ctrl+Enter its meaning inside the dialog it stands in. */
export function Confirm({ run }: { run: () => void }) {
  useCommand("chart.confirm", run);
  return null;
}
