import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ApiError, CheckReport, MedicationRequest, RefusedField, SigReading } from "../../../api/bindings";
import { call } from "../../../api/call";
import { draftOf, type Form, type Missing, missingIn } from "./draft";
import {
  type Answer,
  type Answers,
  answerTo,
  holdsOf,
  isOverriding,
  keepAnswers,
  overridesOf,
  rememberedOf,
  unresolved,
} from "./resolution";
import { useLaw } from "./useLaw";

interface Setting {
  patientId: string;
  encounterId: string | null;
  initial: Form;
  /** The word recorded when a High finding is accepted without a reason chip. */
  acknowledgedWord: string;
  onStaged: (order: MedicationRequest, report: CheckReport) => void;
}

/** What stands between the order and staging; null when nothing does. */
export type Obstacle =
  | { what: Missing }
  | { what: "checks" }
  | { what: "law"; field: RefusedField }
  | { what: "findings"; contraindicated: number; high: number }
  | null;

/** The prescribing form with its live reading of directions and its live safety checks. */
export function usePrescribing({ patientId, encounterId, initial, acknowledgedWord, onStaged }: Setting) {
  const [form, setForm] = useState(initial);
  const [reading, setReading] = useState<SigReading | null>(null);
  const [checked, setChecked] = useState<{ of: string; report: CheckReport } | null>(null);
  const [checkError, setCheckError] = useState<ApiError | null>(null);
  const [answers, setAnswers] = useState<Answers>({});
  const [demanded, setDemanded] = useState<readonly string[]>([]);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const [again, setAgain] = useState(0);

  const change = useCallback((next: Partial<Form>) => setForm((before) => ({ ...before, ...next })), []);
  const answer = useCallback((key: string, next: Partial<Answer>) => {
    setAnswers((before) => ({
      ...before,
      [key]: { ...(before[key] ?? { choice: null, code: null, words: "", acknowledged: false }), ...next },
    }));
  }, []);

  const { drug } = form;
  const sig = form.sig.trim();
  const product = drug?.product ?? null;
  const doseForm = drug?.dose_form ?? null;
  useEffect(() => {
    if (sig === "") {
      setReading(null);
      return;
    }
    let newest = true;
    call("read_sig", { text: sig, product, dose_form: doseForm })
      .then((next) => {
        if (newest) setReading(next);
      })
      // The directions stay as typed; without a reading nothing is derived from them.
      .catch(() => {
        if (newest) setReading(null);
      });
    return () => {
      newest = false;
    };
  }, [sig, product, doseForm]);

  // What a check depends on. Quantity and pharmacy do not change an interaction.
  const checkKey = useMemo(
    () => (drug ? JSON.stringify([drug.product, drug.ingredients, sig, form.id, again]) : null),
    [drug, sig, form.id, again],
  );
  const latest = useRef({ form, reading });
  latest.current = { form, reading };
  useEffect(() => {
    if (checkKey === null) {
      setChecked(null);
      setCheckError(null);
      return;
    }
    const draft = draftOf(latest.current.form, {
      patientId,
      encounterId,
      reading: latest.current.reading,
      overrides: [],
      hold: [],
    });
    if (!draft) return;
    let newest = true;
    call("check_prescription", draft)
      .then((report) => {
        if (!newest) return;
        setChecked({ of: checkKey, report });
        setCheckError(null);
        setAnswers((before) => keepAnswers(before, report));
      })
      .catch((cause: ApiError) => {
        if (newest) setCheckError(cause);
      });
    return () => {
      newest = false;
    };
  }, [checkKey, patientId, encounterId]);

  const report = drug ? (checked?.report ?? null) : null;
  const upToDate = checked !== null && checked.of === checkKey;
  const open = report
    ? unresolved(report, answers).filter((finding) => !form.reported || demanded.includes(finding.key))
    : [];
  const missing = missingIn(form, reading);
  const law = useLaw({ form, reading, patientId, encounterId });
  const refusal = law.report?.refusals[0];

  let obstacle: Obstacle = null;
  if (missing === "drug") obstacle = { what: "drug" };
  else if (open.length > 0) {
    obstacle = {
      what: "findings",
      contraindicated: open.filter((one) => one.tier === "contraindicated").length,
      high: open.filter((one) => one.tier === "high").length,
    };
  } else if (missing) obstacle = { what: missing };
  else if (refusal) obstacle = { what: "law", field: refusal.field };
  else if (!upToDate || law.checking) obstacle = { what: "checks" };

  const stage = async (): Promise<void> => {
    if (obstacle || busy || !report) return;
    const draft = draftOf(form, {
      patientId,
      encounterId,
      reading,
      overrides: overridesOf(report, answers, acknowledgedWord),
      hold: holdsOf(report, answers),
    });
    if (!draft) return;
    setBusy(true);
    setError(null);
    try {
      const outcome = await call("stage_prescription", draft);
      if (outcome.outcome === "staged") {
        onStaged(outcome.prescription, outcome.report);
        return;
      }
      // The record changed under the form: what is asked for now is shown, and its old answer is void.
      setDemanded(outcome.keys);
      setChecked({ of: checkKey ?? "", report: outcome.report });
      setAnswers((before) => Object.fromEntries(Object.entries(before).filter(([key]) => !outcome.keys.includes(key))));
    } catch (cause) {
      setError(cause as ApiError);
    } finally {
      setBusy(false);
    }
  };

  /** Counts the serious findings that made the prescriber choose another drug. */
  const turnAway = useCallback((): void => {
    const seen = checked?.report;
    if (!seen || latest.current.form.reported) return;
    const serious = seen.findings.filter((one) => one.tier === "contraindicated" || one.tier === "high");
    const findings = serious
      .filter((one) => !rememberedOf(seen, one))
      .map(({ key, rule, tier }) => ({ key, rule, tier }));
    // A count that could not be kept is a count less; the prescription goes on.
    if (findings.length > 0) call("changed_course", { patient_id: patientId, findings }).catch(() => undefined);
  }, [checked, patientId]);

  return {
    turnAway,
    form,
    change,
    reading,
    report,
    law,
    checking: drug !== null && !upToDate && checkError === null,
    checkError,
    retryChecks: () => setAgain((count) => count + 1),
    answers,
    answer,
    answerFor: (finding: Parameters<typeof answerTo>[1]) => answerTo(answers, finding),
    obstacle,
    overriding: report ? isOverriding(report, answers) : false,
    stage,
    busy,
    error,
  };
}

export type Prescribing = ReturnType<typeof usePrescribing>;
