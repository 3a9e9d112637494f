import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { queryClient } from "../../api/queryClient";
import { useAct } from "../../api/useAct";
import { Confirm } from "../../clinical/ReasonDialog";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Notice } from "../../components/States";
import { TextArea } from "../../components/TextField";
import styles from "./access.module.css";

/** Shortest reason that can mean anything to whoever reviews it. */
const MIN_REASON = 10;

interface BreakGlassProps {
  patientId: string;
  /** Why the chart is closed to this person, in the backend's words. */
  message: string;
  onCancel(): void;
}

/** Opens a closed chart in an emergency: with a reason, for everyone to see afterwards. */
export function BreakGlass({ patientId, message, onCancel }: BreakGlassProps) {
  const { t } = useLingui();
  const act = useAct("break_glass");
  const [reason, setReason] = useState("");
  const ready = reason.trim().length >= MIN_REASON;

  const open = async () => {
    if (!ready) return;
    if (await act.run({ patient_id: patientId, reason: reason.trim() }))
      await queryClient.resetQueries({ queryKey: ["chart", patientId] });
  };

  return (
    <Dialog
      open
      onClose={onCancel}
      role="alertdialog"
      scope="dialog"
      title={t`This chart is closed to you`}
      footer={
        <>
          <Button onPress={onCancel} keys="Escape">
            <Trans>Leave it closed</Trans>
          </Button>
          <Button
            variant="danger"
            keys="Mod+Enter"
            isDisabled={!ready}
            isPending={act.busy}
            onPress={() => void open()}
          >
            <Trans>Open in an emergency</Trans>
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <Confirm run={() => void open()} />
        <p>{message}</p>
        <TextArea
          label={t`Why you need this chart now`}
          value={reason}
          onChange={setReason}
          autoFocus
          error={act.error?.message}
          description={ready ? undefined : t`At least ${MIN_REASON} characters`}
        />
        <Notice tone="warning">
          <Trans>
            Your name, the time and this reason go into the audit log, and the practice manager is shown them.
          </Trans>
        </Notice>
      </form>
    </Dialog>
  );
}
