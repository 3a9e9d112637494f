import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { InboundView } from "../../api/bindings";
import { call, sentenceOf } from "../../api/call";
import { useRead } from "../../api/useRead";
import { Confirm } from "../../clinical/ReasonDialog";
import { keepUnits } from "../../clinical/text";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { Select } from "../../components/Select";
import { Notice } from "../../components/States";
import { TextField } from "../../components/TextField";
import { toast } from "../../components/toasts";
import styles from "./OutboxPage.module.css";

/** Declining what a pharmacy asks, with one of the network's reasons and words for the pharmacist. */
export function DenyDialog({ inbound, onClose }: { inbound: InboundView; onClose: () => void }) {
  const { t } = useLingui();
  const all = useRead(["denial_reasons", null], "denial_reasons", {}).data ?? [];
  const renewal = inbound.kind === "rx_renewal_request";
  const reasons = all.filter((one) => (renewal ? one.renewal : one.change));
  const [code, setCode] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const deny = async (): Promise<void> => {
    setTried(true);
    if (!code || busy) return;
    setBusy(true);
    try {
      await call("deny_request", { id: inbound.id, code, note: note.trim() });
      onClose();
      toast({ text: t`Denied; the pharmacy is told` });
    } catch (cause) {
      setProblem(sentenceOf(cause));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Deny what the pharmacy asks`}
      subtitle={`${inbound.patient?.name ?? ""} · ${keepUnits(inbound.request?.drug.display ?? "")}`}
      footer={
        <>
          <Button onPress={onClose} keys="Escape">
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" keys="Mod+Enter" isPending={busy} onPress={() => void deny()}>
            <Trans>Deny</Trans>
          </Button>
        </>
      }
    >
      <Confirm run={() => void deny()} />
      <div className={styles.form}>
        <Select
          label={t`Reason`}
          placeholder={t`Choose a reason`}
          value={code}
          onChange={setCode}
          choices={reasons.map((one) => ({ value: one.code, label: one.display, hint: one.code }))}
          error={tried && !code ? t`Choose a reason.` : undefined}
        />
        <TextField label={t`For the pharmacist`} optional maxLength={210} value={note} onChange={setNote} autoFocus />
        {problem ? (
          <Notice tone="problem" announce>
            {problem}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  );
}
