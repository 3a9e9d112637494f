import { describe, expect, it } from "vitest";
import type { DrugHit, Favourite, MedicationRequest, SigReading } from "../../../api/bindings";
import { draftOf, emptyForm, type Form, formOf, lastPharmacy, missingIn, quantityOf, withFavourite } from "./draft";

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
  pharmacy_id: null,
  reason_code: null,
  reason_display: null,
  dea_schedule: null,
  state_schedule: null,
  earliest_fill: null,
  supply_exception: null,
  status: "active",
  reported: false,
  over_the_counter: false,
  informant: null,
  status_reason: null,
  status_reason_code: null,
  hold_until: null,
  ended_on: null,
  prior_id: null,
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

  it("a_renewal_names_the_order_it_renews_so_that_it_is_no_duplicate_of_it", () => {
    expect(draftOf(formOf(order({}), "2026-11-20", true), context)?.prior_id).toBe("m1");
    expect(draftOf(form(), context)?.prior_id).toBeNull();
    const changed = formOf(order({ id: "m2", prior_id: "m1" }), "2026-11-20", false);
    expect(draftOf(changed, context)?.prior_id).toBe("m1");
  });

  it("only_what_comes_from_elsewhere_has_a_source_and_a_shelf", () => {
    const written = { informant: " the patient ", over_the_counter: true };
    expect(draftOf(form(written), context)).toMatchObject({ informant: null, over_the_counter: false });
    expect(draftOf(form({ ...written, reported: true }), context)).toMatchObject({
      informant: "the patient",
      over_the_counter: true,
    });
  });

  it("a_favourite_fills_drug_directions_quantity_and_refills_and_leaves_the_reason", () => {
    const favourite: Favourite = {
      ...clarithromycin,
      product: "clarithromycin|500 mg|tablet",
      sig: "1 tab po bid x7d",
      sig_text: "Take 1 tablet by mouth twice daily for 7 days",
      quantity: "14",
      quantity_unit: "tablet",
      days_supply: 7,
      refills: 1,
      times: 4,
      for_reason: true,
    };
    const filled = withFavourite(form({ drug: null, sig: "", reason_code: "J18.9" }), favourite);
    expect(missingIn(filled, null)).toBeNull();
    expect(draftOf(filled, { ...context, reading: null })).toMatchObject({
      product: "clarithromycin|500 mg|tablet",
      quantity: "14",
      refills: 1,
      reason_code: "J18.9",
    });
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
