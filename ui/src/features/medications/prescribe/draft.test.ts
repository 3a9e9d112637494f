import { describe, expect, it } from "vitest";
import type { DrugHit, MedicationRequest, SigReading } from "../../../api/bindings";
import { draftOf, emptyForm, type Form, formOf, lastPharmacy, missingIn, quantityOf } from "./draft";

const clarithromycin: DrugHit = {
  product: "clarithromycin|500 mg|tablet",
  display: "Clarithromycin 500 mg tablet",
  ingredients: ["clarithromycin"],
  strength: "500 mg",
  dose_form: "tablet",
  route: "oral",
  brand: null,
  generic: true,
  dea_schedule: null,
  otc: false,
  rxcui: null,
  matched: "clarithromycin",
};

const reading: SigReading = {
  text: "1 tab po bid x7d",
  words: "Take 1 tablet by mouth twice daily for 7 days",
  understood: true,
  because: null,
  doses_per_day: "2",
  days: 7,
  quantity: "14",
  quantity_unit: "tablet",
  days_supply: 7,
};

const form = (change: Partial<Form> = {}): Form => ({
  ...emptyForm("2026-11-20", "Alder Pharmacy", false),
  drug: clarithromycin,
  sig: "1 tab po bid x7d",
  ...change,
});
const context = { patientId: "p", encounterId: "e", reading, overrides: [], hold: [] };

const order = (change: Partial<MedicationRequest>): MedicationRequest => ({
  id: "m1",
  patient_id: "p",
  encounter_id: null,
  product: "simvastatin|40 mg|tablet",
  display: "Simvastatin 40 mg tablet",
  ingredients: ["simvastatin"],
  rxcui: null,
  dose_form: "tablet",
  strength: "40 mg",
  sig: "1 tab po qhs",
  sig_text: "Take 1 tablet by mouth at bedtime",
  dose_checked: false,
  quantity: "90",
  quantity_unit: "tablet",
  days_supply: 90,
  refills: 1,
  start: "2026-07-03",
  dispense_as_written: false,
  pharmacy: "Alder Pharmacy",
  reason_code: null,
  reason_display: null,
  dea_schedule: null,
  status: "active",
  reported: false,
  status_reason: null,
  authored_at: "2026-07-03T10:00:00Z",
  requester_id: null,
  signed_at: null,
  overrides: [],
  substitution_note: null,
  ...change,
});

describe("the prescription form", () => {
  it("takes_the_quantity_from_directions_it_understood", () => {
    expect(quantityOf(form(), reading)).toEqual({ value: "14", unit: "tablet", derived: true });
    expect(draftOf(form(), context)).toMatchObject({ quantity: "14", quantity_unit: "tablet", days_supply: 7 });
  });

  it("a_typed_quantity_wins_and_claims_no_days_supply", () => {
    expect(draftOf(form({ quantity: "20" }), context)).toMatchObject({ quantity: "20", days_supply: null });
  });

  it("derives_nothing_from_directions_it_did_not_understand", () => {
    const unread: SigReading = {
      ...reading,
      understood: false,
      because: "“q banana” is not a schedule",
      quantity: null,
    };
    expect(missingIn(form(), unread)).toBe("quantity");
    expect(missingIn(form({ quantity: "10" }), unread)).toBeNull();
  });

  it("asks_for_drug_then_directions_then_quantity", () => {
    expect(missingIn(form({ drug: null }), null)).toBe("drug");
    expect(missingIn(form({ sig: " " }), null)).toBe("directions");
    expect(missingIn(form({ quantity: "0" }), reading)).toBe("quantity");
    expect(missingIn(form(), reading)).toBeNull();
  });

  it("a_medicine_from_outside_needs_only_its_name", () => {
    expect(missingIn(form({ reported: true, sig: "" }), null)).toBeNull();
  });

  it("a_renewal_is_a_new_order_from_today_and_a_changed_draft_keeps_its_id", () => {
    expect(formOf(order({}), "2026-11-20", true)).toMatchObject({
      id: null,
      start: "2026-11-20",
      sig: "1 tab po qhs",
      quantity: "90",
    });
    expect(formOf(order({}), "2026-11-20", false)).toMatchObject({ id: "m1", start: "2026-07-03" });
  });

  it("generic_allowed_means_not_dispense_as_written", () => {
    expect(draftOf(form({ generic: false }), context)?.dispense_as_written).toBe(true);
    expect(draftOf(form(), context)?.dispense_as_written).toBe(false);
  });

  it("starts_from_the_pharmacy_used_last", () => {
    expect(lastPharmacy([order({}), order({ pharmacy: "Corner Drug", authored_at: "2026-10-01T00:00:00Z" })])).toBe(
      "Corner Drug",
    );
    expect(lastPharmacy([])).toBe("");
  });
});
