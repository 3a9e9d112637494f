import { useLingui } from "@lingui/react/macro";
import { useRef, useState } from "react";
import type { Chart, CheckReport, Finding, MedicationRequest, Tier } from "../api/bindings";
import { call, sentenceOf } from "../api/call";
import { useRead } from "../api/useRead";
import { pharmacyText } from "../clinical/pharmacies";
import { toast } from "../components/toasts";
import {
  draftOf,
  emptyForm,
  type Form,
  formOf,
  lastPharmacy,
  missingIn,
} from "../features/medications/prescribe/draft";
import type { ReasonChoice } from "../features/medications/prescribe/ReasonFor";

const RANK: Record<Tier, number> = { contraindicated: 3, high: 2, moderate: 1, low: 0 };

/** The most dangerous tier of a report; null when nothing was found. */
export function highestTier(report: CheckReport): Tier | null {
  return report.findings.reduce<Tier | null>(
    (worst, one) => (worst === null || RANK[one.tier] > RANK[worst] ? one.tier : worst),
    null,
  );
}

interface Hooks {
  chart: Chart;
  today: string;
  /** Diagnoses of the open note, newest last. */
  diagnoses: () => ReasonChoice[];
  onStaged: (order: MedicationRequest) => void;
  onDiscarded: (id: string) => void;
}

/** Orders of the open visit: what is being written, what is staged, and what the checks said about it. */
export function useOrders({ chart, today, diagnoses, onStaged, onDiscarded }: Hooks) {
  const { t } = useLingui();
  const [form, setForm] = useState<Form | null>(null);
  const [tiers, setTiers] = useState<Record<string, Tier>>({});
  const [findings, setFindings] = useState<Record<string, Pick<Finding, "title" | "tier">>>({});
  // A prescription that was left half written is offered again instead of an empty form.
  const unfinished = useRef<Form | null>(null);
  const patientId = chart.patient.id;
  const encounter = chart.open_encounter;
  // The usual pharmacy, else the one of the newest prescription; only of those that are open.
  const choices = useRead(["pharmacy_choices", patientId], "pharmacy_choices", { patient_id: patientId });
  const usual = choices.data?.[0] ?? null;

  const remember = (order: MedicationRequest, report: CheckReport): void => {
    const tier = highestTier(report);
    if (tier) setTiers((before) => ({ ...before, [order.id]: tier }));
    setFindings((before) => ({
      ...before,
      ...Object.fromEntries(report.findings.map((one) => [one.key, { title: one.title, tier: one.tier }])),
    }));
  };

  /** One prescription is written at a time; a second would push the half-written one aside. */
  const occupied = (): boolean => {
    if (form) toast({ text: t`Stage or cancel the open prescription first.` });
    return form !== null;
  };

  const write = (): void => {
    if (occupied()) return;
    if (!encounter) {
      toast({ text: t`Start the visit first: prescriptions belong to a visit.` });
      return;
    }
    const last = diagnoses().at(-1);
    setForm(
      unfinished.current && !unfinished.current.reported
        ? unfinished.current
        : {
            ...emptyForm(today, lastPharmacy(chart.medications), false),
            ...(usual ? { pharmacy: pharmacyText(usual), pharmacy_id: usual.id } : {}),
            reason_code: last?.code ?? null,
            reason_display: last?.display ?? null,
          },
    );
  };
  const record = (): void => {
    if (!occupied()) setForm(unfinished.current?.reported ? unfinished.current : emptyForm(today, "", true));
  };
  const change = (order: MedicationRequest): void => {
    if (!occupied()) setForm(formOf(order, today, false));
  };
  /** Another dose or direction of what is taken: a new order that takes the place of the old one. */
  const replace = (order: MedicationRequest): void => {
    if (occupied()) return;
    if (!encounter && !order.reported) {
      toast({ text: t`Start the visit first: prescriptions belong to a visit.` });
      return;
    }
    setForm({ ...formOf(order, today, true), reported: order.reported });
  };

  const staged = (order: MedicationRequest, report: CheckReport): void => {
    unfinished.current = null;
    setForm(null);
    remember(order, report);
    if (order.reported) toast({ text: t`${order.display} added to the list` });
    else onStaged(order);
  };

  const close = (left: Form): void => {
    const started = left.id === null && (left.drug !== null || left.sig.trim() !== "");
    unfinished.current = started ? left : null;
    setForm(null);
  };

  const discard = async (order: MedicationRequest): Promise<void> => {
    try {
      await call("discard_prescription", { id: order.id });
      onDiscarded(order.id);
      toast({ text: t`${order.display} discarded`, undo: () => setForm({ ...formOf(order, today, false), id: null }) });
    } catch (cause) {
      toast({ text: sentenceOf(cause), tone: "warning" });
    }
  };

  /** Same drug, directions and quantity again. Anything serious, or anything missing, opens the form instead. */
  const refill = async (order: MedicationRequest): Promise<void> => {
    if (occupied()) return;
    const renewed = formOf(order, today, true);
    if (!encounter) {
      write();
      return;
    }
    const context = { patientId, encounterId: encounter.id, overrides: [], hold: [] };
    try {
      const reading = await call("read_sig", { text: renewed.sig, product: order.product, dose_form: order.dose_form });
      const draft = draftOf(renewed, { ...context, reading });
      if (!draft || missingIn(renewed, reading)) {
        setForm(renewed);
        return;
      }
      const outcome = await call("stage_prescription", draft);
      if (outcome.outcome === "needs_override") {
        setForm(renewed);
        return;
      }
      remember(outcome.prescription, outcome.report);
      onStaged(outcome.prescription);
      toast({
        text: t`${order.display} staged again`,
        undo: async () => {
          await call("discard_prescription", { id: outcome.prescription.id });
          onDiscarded(outcome.prescription.id);
        },
      });
    } catch (cause) {
      toast({ text: sentenceOf(cause), tone: "warning" });
    }
  };

  return { form, tiers, findings, write, record, change, replace, staged, close, discard, refill };
}

export type Orders = ReturnType<typeof useOrders>;
