import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { MedicationRequest, Patient } from "../../api/bindings";
import { CallError, call, sentenceOf } from "../../api/call";
import { useStatus } from "../../app/session";
import { partialDateText } from "../../clinical/dates";
import { Confirm } from "../../clinical/ReasonDialog";
import { chartName, keepUnits } from "../../clinical/text";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { dayTimeText } from "../../components/dates";
import { Notice, Skeleton } from "../../components/States";
import { TextField } from "../../components/TextField";
import { toast } from "../../components/toasts";
import { platform } from "../../platform";
import styles from "./OutboxPage.module.css";
import { SendChoice } from "./SendChoice";
import { useSendChoices } from "./useSendChoices";
import { routeWord, stateWord } from "./words";

interface SendDialogProps {
  patient: Patient;
  order: MedicationRequest;
  onClose: () => void;
}

/** Sending a signed prescription, for the first time or once more; what left before is shown first. */
export function SendDialog({ patient, order, onClose }: SendDialogProps) {
  const { t } = useLingui();
  const { time_zone } = useStatus();
  const choices = useSendChoices([order], true);
  const [again, setAgain] = useState("");
  const [asksAgain, setAsksAgain] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const answer = choices.of(order.id);
  const send = async (): Promise<void> => {
    const [one] = choices.send();
    if (!one || busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await call("send_prescriptions", { prescriptions: [{ ...one, again: again.trim() || null }] });
      if (one.route !== "electronic") {
        const sheet = one.route === "fax" ? "prescription_fax_pdf" : "prescription_pdf";
        await platform().printPdf(await call(sheet, { ids: [order.id] }));
      }
      onClose();
      toast({ text: one.route === "electronic" ? t`${order.display} is on its way` : t`${order.display} given out` });
    } catch (cause) {
      // It left before: it goes again only with a reason.
      if (cause instanceof CallError && cause.field?.endsWith("again")) setAsksAgain(cause.message);
      else setProblem(sentenceOf(cause));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Send the prescription`}
      subtitle={
        <span className="num">
          {chartName(patient)} · {partialDateText(patient.birth_date)}
        </span>
      }
      footer={
        <>
          <Button onPress={onClose} keys="Escape">
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" keys="Mod+Enter" isPending={busy} isDisabled={!answer} onPress={() => void send()}>
            <Trans>Send</Trans>
          </Button>
        </>
      }
    >
      <Confirm run={() => void send()} />
      <div className={styles.form}>
        <p>
          <b>{keepUnits(order.display)}</b>
          <span className={styles.block}>{keepUnits(order.sig_text || order.sig)}</span>
          <span className={`${styles.quiet} ${styles.block}`}>{order.pharmacy ?? t`No pharmacy chosen`}</span>
        </p>
        {!answer ? <Skeleton rows={2} /> : null}
        {answer && answer.sent.length > 0 ? (
          <Notice tone="info">
            {answer.sent.map((one) => (
              <p key={one.id} className="num">
                {routeWord(one.route)} · {stateWord(one.state)} · {dayTimeText(one.state_at, time_zone)} ·{" "}
                {one.pharmacy}
              </p>
            ))}
          </Notice>
        ) : null}
        <SendChoice id={order.id} name={order.display} choices={choices} />
        {asksAgain ? (
          <TextField label={t`Why it goes again`} description={asksAgain} value={again} onChange={setAgain} autoFocus />
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
