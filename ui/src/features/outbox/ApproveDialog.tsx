import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import type { CheckReport, DrugHit, InboundView, PrescriptionDraft } from "../../api/bindings";
import { call, sentenceOf } from "../../api/call";
import { useRead } from "../../api/useRead";
import { FindingAnswer } from "../../clinical/FindingAnswer";
import { type Answers, NO_ANSWER, overridesOf, unanswered } from "../../clinical/findingAnswers";
import { Confirm } from "../../clinical/ReasonDialog";
import { keepUnits } from "../../clinical/text";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Choice";
import { Dialog } from "../../components/Dialog";
import { partialText } from "../../components/dates";
import { SearchField } from "../../components/SearchField";
import { Select } from "../../components/Select";
import { ErrorState, Notice, Skeleton } from "../../components/States";
import { TextField } from "../../components/TextField";
import { toast } from "../../components/toasts";
import { platform } from "../../platform";
import { changedDraft, type Edits, editsOf } from "./edits";
import styles from "./OutboxPage.module.css";

/** Granting what a pharmacy asks: what will be signed, changed if need be, and one chord that signs and answers. */
export function ApproveDialog({ inbound, onClose }: { inbound: InboundView; onClose: () => void }) {
  const { t } = useLingui();
  const detail = useRead(["outbox", "request", inbound.id], "pharmacy_request", { id: inbound.id });
  const reasons = useRead(["override_reasons", null], "override_reasons", {}).data ?? [];
  const [at, setAt] = useState(0);
  const [edits, setEdits] = useState<Edits | null>(null);
  const [asked, setAsked] = useState<{ draft: PrescriptionDraft; report: CheckReport; keys: string[] } | null>(null);
  const [answers, setAnswers] = useState<Answers>({});
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [looked, setLooked] = useState(false);
  const doubts = detail.data?.doubts ?? [];
  const drafts = detail.data?.drafts ?? [];
  const draft = drafts[at] ?? null;
  const form = edits ?? (draft ? editsOf(draft) : null);
  const onPaper = detail.data?.not_by_message ?? null;
  // What no message may grant can be signed for paper only where it is the controlled substance that stands in the way.
  const order = detail.data?.order;
  const neither = onPaper !== null && !order?.dea_schedule && !order?.state_schedule;
  const findings = asked?.report.findings.filter((one) => asked.keys.includes(one.key)) ?? [];

  const approve = async (): Promise<void> => {
    if (busy || !detail.data || neither) return;
    if (doubts.length > 0 && !looked) {
      document.querySelector<HTMLElement>("[data-doubts] input")?.focus();
      return;
    }
    if (unanswered(findings, answers).length > 0) {
      document.querySelector<HTMLElement>("[data-unanswered] :is(button, input)")?.focus();
      return;
    }
    setBusy(true);
    setProblem(null);
    try {
      const base = asked
        ? asked.draft
        : draft && form
          ? changedDraft(draft, form, drafts.length > 1 || doubts.length > 0)
          : null;
      const sent =
        asked && base
          ? { ...base, overrides: [...base.overrides, ...overridesOf(findings, answers, t`Acknowledged`)] }
          : base;
      const outcome = await call("approve_request", { id: inbound.id, draft: sent, on_paper: onPaper !== null });
      if (outcome.outcome === "needs_override") {
        setAsked({ draft: outcome.draft, report: outcome.report, keys: outcome.keys });
        setBusy(false);
        return;
      }
      onClose();
      toast({
        text:
          onPaper === null
            ? t`${outcome.prescription.display}: signed and answered`
            : t`${outcome.prescription.display}: signed for paper, the pharmacy is told`,
      });
      if (onPaper !== null) {
        const pdf = await call("prescription_pdf", { ids: [outcome.prescription.id] });
        await platform().printPdf(pdf);
      }
    } catch (cause) {
      setProblem(sentenceOf(cause));
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      scope="rows"
      title={t`Approve what the pharmacy asks`}
      subtitle={
        <span className="num">
          {inbound.patient
            ? `${inbound.patient.name} · ${partialText(inbound.patient.birth_date)} · ${inbound.patient.mrn}`
            : ""}
        </span>
      }
      footer={
        <>
          <Button onPress={onClose} keys="Escape">
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            keys="Mod+Enter"
            isPending={busy}
            isDisabled={!detail.data || neither || (drafts.length === 0 && asked === null)}
            onPress={() => void approve()}
          >
            {onPaper === null ? <Trans>Sign and answer</Trans> : <Trans>Sign for paper</Trans>}
          </Button>
        </>
      }
    >
      <Confirm run={() => void approve()} />
      {detail.error ? (
        <ErrorState
          what={<Trans>The request could not be opened.</Trans>}
          error={detail.error}
          onRetry={() => void detail.refetch()}
        />
      ) : !detail.data ? (
        <Skeleton rows={4} />
      ) : (
        <div className={styles.form} tabIndex={-1}>
          {onPaper !== null ? (
            <Notice tone="warning" icon={<KeyRound aria-hidden />}>
              {onPaper}{" "}
              {neither ? (
                <Trans>Deny it, or prescribe in the chart.</Trans>
              ) : (
                <Trans>
                  It can be signed for paper; the pharmacy is told that a new prescription follows on paper.
                </Trans>
              )}
            </Notice>
          ) : null}
          {doubts.length > 0 ? (
            <div data-doubts>
              <Notice tone="warning">
                {doubts.map((doubt) => (
                  <p key={doubt}>{doubt}</p>
                ))}
                <Checkbox isSelected={looked} onChange={setLooked}>
                  <Trans>I have looked at this, and it is meant</Trans>
                </Checkbox>
              </Notice>
            </div>
          ) : null}
          {drafts.length === 0 && !neither ? (
            <Notice tone="warning">
              <Trans>
                The pharmacy proposes nothing that can be signed as it is. Deny it, or prescribe in the chart.
              </Trans>
            </Notice>
          ) : null}
          {drafts.length > 1 ? (
            <Select
              label={t`Which of the proposed drugs`}
              value={String(at)}
              onChange={(next) => {
                setAt(Number(next));
                setEdits(null);
                setAsked(null);
              }}
              choices={drafts.map((one, index) => ({ value: String(index), label: one.display }))}
            />
          ) : null}
          {form ? (
            <Fields
              form={form}
              known={draft?.product !== null}
              onChange={(next) => {
                setEdits(next);
                setAsked(null);
              }}
            />
          ) : null}
          {findings.map((finding, index) => (
            <FindingAnswer
              key={finding.key}
              finding={finding}
              solid={index === 0}
              reasons={reasons}
              answer={answers[finding.key] ?? NO_ANSWER}
              onAnswer={(answer) => setAnswers((before) => ({ ...before, [finding.key]: answer }))}
            />
          ))}
          {findings.length > 0 ? (
            <p className={styles.quiet}>
              <Plural
                value={findings.length}
                one="Answer the finding, then sign again. Nothing is signed yet."
                other="Answer the findings, then sign again. Nothing is signed yet."
              />
            </p>
          ) : null}
          {problem ? (
            <Notice tone="problem" announce>
              {problem}
            </Notice>
          ) : null}
        </div>
      )}
    </Dialog>
  );
}

/** What will be signed; each part can be changed. */
function Fields({ form, known, onChange }: { form: Edits; known: boolean; onChange: (next: Edits) => void }) {
  const { t } = useLingui();
  const set = (part: Partial<Edits>) => onChange({ ...form, ...part });
  return (
    <>
      {known ? (
        <p>
          <b>{keepUnits(form.display)}</b>
        </p>
      ) : (
        <SearchField<DrugHit>
          label={t`Drug, strength, form`}
          text={form.display}
          onText={(display) => set({ display, product: null })}
          search={(query) => call("search_drugs", { query, limit: 12 })}
          keyOf={(hit) => hit.product ?? hit.display}
          render={(hit) => <span>{keepUnits(hit.display)}</span>}
          onChoose={(hit) => set({ display: hit.display, product: hit.product })}
          empty={(query) => t`No drug “${query}”.`}
          chosen={form.product !== null}
          note={
            form.product === null ? (
              <span className={styles.warn}>
                <Trans>The drug as the pharmacy writes it is not in the drug table. Choose it before signing.</Trans>
              </span>
            ) : null
          }
        />
      )}
      <TextField label={t`Directions`} value={form.sig} onChange={(sig) => set({ sig })} />
      <div className={styles.two}>
        <TextField
          label={t`Quantity`}
          inputClassName="num"
          value={form.quantity}
          onChange={(quantity) => set({ quantity })}
        />
        <TextField
          label={t`Refills`}
          inputClassName="num"
          value={form.refills}
          onChange={(refills) => set({ refills })}
          error={/^\d{0,2}$/.test(form.refills.trim()) ? undefined : t`Enter a whole number.`}
        />
      </div>
    </>
  );
}
