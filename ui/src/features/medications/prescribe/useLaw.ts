import { useCallback, useEffect, useRef, useState } from "react";
import type { ControlledReport, PdmpQuery, SigReading } from "../../../api/bindings";
import { call } from "../../../api/call";
import { draftOf, type Form, quantityOf } from "./draft";

interface Setting {
  form: Form;
  reading: SigReading | null;
  patientId: string;
  encounterId: string | null;
}

interface Answer {
  /** The drug it speaks of: the answer of another drug is not shown, that of another quantity is until the next comes. */
  drug: string;
  of: string;
  report: ControlledReport | null;
  lastQuery: PdmpQuery | null;
}

/** What the law on controlled substances says of the prescription as it is typed. */
export function useLaw({ form, reading, patientId, encounterId }: Setting) {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [failed, setFailed] = useState(false);
  const [again, setAgain] = useState(0);

  const drug = form.drug && !form.reported ? (form.drug.product ?? form.drug.display) : null;
  const key =
    drug === null
      ? null
      : JSON.stringify([
          drug,
          form.sig.trim(),
          quantityOf(form, reading).value,
          form.days,
          form.refills,
          form.earliest_fill,
          form.supply_exception,
          form.id,
          again,
        ]);
  const latest = useRef({ form, reading });
  latest.current = { form, reading };

  useEffect(() => {
    if (key === null || drug === null) return;
    const draft = draftOf(latest.current.form, {
      patientId,
      encounterId,
      reading: latest.current.reading,
      overrides: [],
      hold: [],
    });
    if (!draft) return;
    let newest = true;
    call("check_controlled", draft)
      .then((check) => {
        if (!newest) return;
        setAnswer({ drug, of: key, report: check.report, lastQuery: check.last_query });
        setFailed(false);
      })
      // Staging asks the law again and refuses in words; here the part only says that it does not know.
      .catch(() => {
        if (newest) setFailed(true);
      });
    return () => {
      newest = false;
    };
  }, [key, drug, patientId, encounterId]);

  const here = answer !== null && answer.drug === drug ? answer : null;
  return {
    report: here?.report ?? null,
    lastQuery: here?.lastQuery ?? null,
    checking: key !== null && !failed && here?.of !== key,
    failed: failed && drug !== null,
    /** Asks once more: a look-up was recorded. */
    reload: useCallback(() => setAgain((count) => count + 1), []),
  };
}

export type Law = ReturnType<typeof useLaw>;
