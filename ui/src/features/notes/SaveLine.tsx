import { Trans } from "@lingui/react/macro";
import { Check, CheckCheck, CircleAlert } from "lucide-react";
import { timeText } from "../../clinical/dates";
import { Button } from "../../components/Button";
import { platform } from "../../platform";
import type { SaveState } from "./autosave";
import styles from "./SaveLine.module.css";

interface SaveLineProps {
  state: SaveState;
  onRetry: () => void;
  /** The text to put into a file when it cannot be stored. */
  text: () => string;
}

/** Saves the text of a note as a plain file wherever the person chooses. */
export function exportText(text: string): Promise<boolean> {
  return platform().saveFile("note.txt", "text/plain", new TextEncoder().encode(text));
}

/** Whether what was typed is on this device. A word when all is well; a way out when it is not. */
export function SaveLine({ state, onRetry, text }: SaveLineProps) {
  if (state.state === "failed") {
    return (
      <div className={styles.failed} role="alert">
        <CircleAlert size={15} aria-hidden />
        <span>
          {state.error.kind === "storage_full" ? (
            <Trans>Not saved: disk full.</Trans>
          ) : (
            <Trans>Not saved: {state.error.message}</Trans>
          )}{" "}
          <Trans>Text is kept in memory.</Trans>
        </span>
        <Button size="small" onPress={() => void exportText(text())}>
          <Trans>Export now</Trans>
        </Button>
        <Button size="small" onPress={onRetry}>
          <Trans>Retry</Trans>
        </Button>
      </div>
    );
  }
  return (
    <p className={styles.line} aria-live="off">
      {state.state === "saved" ? (
        <>
          <CheckCheck size={14} aria-hidden />
          <span>
            <Trans>Saved on this device {timeText(state.at)}</Trans>
          </span>
        </>
      ) : state.state === "clean" ? (
        <>
          <Check size={14} aria-hidden />
          <span>{text() === "" ? <Trans>Nothing typed yet</Trans> : <Trans>Saved on this device</Trans>}</span>
        </>
      ) : (
        <span>
          <Trans>Saving…</Trans>
        </span>
      )}
    </p>
  );
}
