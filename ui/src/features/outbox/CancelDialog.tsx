import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { TransmissionView } from "../../api/bindings";
import { call, sentenceOf } from "../../api/call";
import { useRead } from "../../api/useRead";
import { Confirm } from "../../clinical/ReasonDialog";
import { keepUnits } from "../../clinical/text";
import { Button } from "../../components/Button";
import { Switch } from "../../components/Choice";
import { Dialog } from "../../components/Dialog";
import { Select } from "../../components/Select";
import { Notice } from "../../components/States";
import { TextField } from "../../components/TextField";
import { toast } from "../../components/toasts";
import styles from "./OutboxPage.module.css";

/** Taking a prescription back from the pharmacy, and, when it is meant so, off the list. */
export function CancelDialog({ out, onClose }: { out: TransmissionView; onClose: () => void }) {
  const { t } = useLingui();
  const stops = useRead(["status_reasons", null], "status_reasons", {}).data?.stop ?? [];
  const [reason, setReason] = useState("");
  const [stopping, setStopping] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const cancel = async (): Promise<void> => {
    if (busy) return;
    if (stopping && !code) {
      setProblem(t`Choose why it is stopped.`);
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      const done = await call("cancel_prescription", {
        id: out.id,
        reason: reason.trim(),
        stop_code: stopping ? code : null,
      });
      onClose();
      toast({
        text: done.cancellation
          ? t`The pharmacy is asked to take ${out.display} back`
          : t`${out.display} had not left and will not be sent`,
      });
    } catch (cause) {
      setProblem(sentenceOf(cause));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Take the prescription back`}
      subtitle={`${out.patient?.name ?? ""} · ${keepUnits(out.display)} · ${out.pharmacy}`}
      footer={
        <>
          <Button onPress={onClose} keys="Escape">
            <Trans>Leave it</Trans>
          </Button>
          <Button
            variant="primary"
            keys="Mod+Enter"
            isPending={busy}
            isDisabled={reason.trim() === ""}
            onPress={() => void cancel()}
          >
            <Trans>Take it back</Trans>
          </Button>
        </>
      }
    >
      <Confirm run={() => reason.trim() !== "" && void cancel()} />
      <div className={styles.form}>
        <TextField label={t`Why, for the pharmacist`} value={reason} onChange={setReason} autoFocus />
        <Switch
          isSelected={stopping}
          onChange={setStopping}
          hint={t`Otherwise it stays on the medication list, and only the paper at the pharmacy goes.`}
        >
          <Trans>Also stop it in the chart</Trans>
        </Switch>
        {stopping ? (
          <Select
            label={t`Why it is stopped`}
            placeholder={t`Choose a reason`}
            value={code}
            onChange={setCode}
            choices={stops.map((one) => ({ value: one.code, label: one.display }))}
          />
        ) : null}
        {problem ? (
          <Notice tone="problem" announce>
            {problem}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  );
}
