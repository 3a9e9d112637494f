import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useDeferredValue, useState } from "react";
import type { Patient, ReconcilePreview } from "../../../api/bindings";
import { call, sentenceOf } from "../../../api/call";
import { useRead } from "../../../api/useRead";
import { useCommand } from "../../../app/commands";
import { partialDateText } from "../../../clinical/dates";
import { type Answers, overridesOf, unanswered } from "../../../clinical/findingAnswers";
import { chartName } from "../../../clinical/text";
import { Button } from "../../../components/Button";
import { Dialog } from "../../../components/Dialog";
import { Notice } from "../../../components/States";
import { toast } from "../../../components/toasts";
import { DecideStep } from "./DecideStep";
import { type Decisions, sent, serious, undecided } from "./decisions";
import { PreviewStep } from "./PreviewStep";
import styles from "./Reconcile.module.css";

/** What was typed and decided, kept while the chart is open so that leaving loses nothing. */
export interface Begun {
  text: string;
  source: string;
  decisions: Decisions;
}
export const NOTHING_BEGUN: Begun = { text: "", source: "", decisions: new Map() };

interface ReconcileDialogProps {
  patient: Patient;
  begun: Begun;
  onBegun: (begun: Begun) => void;
  onClose: () => void;
}

/** Two or more medication lists side by side: one key a row, then the list as it will be, checked, then one act. */
export function ReconcileDialog({ patient, begun, onBegun, onClose }: ReconcileDialogProps) {
  const { t } = useLingui();
  const [preview, setPreview] = useState<ReconcilePreview | null>(null);
  const [answers, setAnswers] = useState<Answers>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const text = useDeferredValue(begun.text);
  const source = useDeferredValue(begun.source);
  const lists = useRead(
    ["medication_list", patient.id, "reconcile", text, source],
    "reconcile_lists",
    { patient_id: patient.id, text, source },
    { keepPrevious: true },
  );
  const rows = lists.data?.rows ?? [];
  const open = undecided(rows, begun.decisions);
  const request = {
    patient_id: patient.id,
    text: begun.text,
    source: begun.source,
    decisions: sent(rows, begun.decisions),
  };
  const needsSource = begun.text.trim() !== "" && begun.source.trim() === "";

  const run = async (act: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await act();
    } catch (cause) {
      setProblem(sentenceOf(cause));
    } finally {
      setBusy(false);
    }
  };
  const look = (): void => {
    if (needsSource) {
      setTried(true);
      document.querySelector<HTMLElement>("[data-field=source] input")?.focus();
      return;
    }
    void run(async () => setPreview(await call("preview_reconciliation", request)));
  };
  const apply = (): void => {
    if (!preview) return;
    const left = unanswered(serious(preview), answers);
    if (left.length > 0) {
      document.querySelector<HTMLElement>("[data-unanswered] :is(button, input)")?.focus();
      return;
    }
    void run(async () => {
      const outcome = await call("reconcile_medications", {
        ...request,
        overrides: overridesOf(serious(preview), answers, t`Acknowledged`),
      });
      if (outcome.outcome === "refused") {
        setPreview({ ...preview, refused: outcome.rows });
        return;
      }
      if (outcome.outcome === "needs_answer") {
        setPreview(outcome.preview);
        return;
      }
      const { id } = outcome.reconciliation;
      const count = outcome.reconciliation.acts.length;
      onBegun(NOTHING_BEGUN);
      onClose();
      toast({
        text: count === 0 ? t`Medications reconciled, nothing changed` : t`Medications reconciled`,
        undo: async () => {
          await call("undo_reconciliation", { id });
        },
      });
    });
  };
  const back = (): void => {
    setPreview(null);
    setProblem(null);
  };
  const left = preview ? unanswered(serious(preview), answers).length : 0;
  const refused = (preview?.refused.length ?? 0) > 0;

  return (
    <Dialog
      open
      onClose={preview ? back : onClose}
      size="page"
      scope="rows reconcile"
      title={preview ? t`The list as it will be` : t`Reconcile medications`}
      subtitle={
        <span className="num">
          {chartName(patient)} · {partialDateText(patient.birth_date)} · {patient.mrn}
        </span>
      }
      footer={
        preview ? (
          <>
            <Button onPress={back} keys="Escape">
              <Trans>Back to the rows</Trans>
            </Button>
            <Button variant="primary" keys="Mod+Enter" isPending={busy} isDisabled={refused} onPress={apply}>
              {left > 0 ? (
                <Plural value={left} one="# finding to answer" other="# findings to answer" />
              ) : (
                <Trans>Apply to the chart</Trans>
              )}
            </Button>
          </>
        ) : (
          <>
            <span role="status" className={styles.count}>
              {rows.length === 0 ? null : open === 0 ? (
                <Trans>Every row is decided</Trans>
              ) : (
                <Plural value={open} one="# row not decided" other="# rows not decided" />
              )}
            </span>
            <Button onPress={onClose} keys="Escape">
              <Trans>Close</Trans>
            </Button>
            <Button variant="primary" keys="Mod+Enter" isPending={busy} isDisabled={rows.length === 0} onPress={look}>
              <Trans>Check the result</Trans>
            </Button>
          </>
        )
      }
    >
      <Confirm run={preview ? apply : look} />
      {preview ? (
        <PreviewStep
          preview={preview}
          answers={answers}
          onAnswer={(key, answer) => setAnswers((before) => ({ ...before, [key]: answer }))}
        />
      ) : (
        <DecideStep
          lists={lists.data ?? null}
          error={lists.error}
          onRetry={() => void lists.refetch()}
          begun={begun}
          onBegun={onBegun}
          sourceFault={tried && needsSource ? t`Say where the list is from.` : null}
        />
      )}
      {problem ? (
        <Notice tone="problem" announce>
          {problem}
        </Notice>
      ) : null}
    </Dialog>
  );
}

/** Gives Ctrl+Enter its meaning inside the dialog. */
function Confirm({ run }: { run: () => void }) {
  useCommand("chart.confirm", run);
  return null;
}
