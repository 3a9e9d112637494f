import { describe, expect, it } from "vitest";
import type { AllergyIntolerance } from "../api/bindings";
import { activeAllergies, noKnownAllergies } from "./AllergyPill";

const allergy = (change: Partial<AllergyIntolerance>): AllergyIntolerance => ({
  id: "a",
  patient_id: "p",
  subject_kind: "ingredient",
  subject: "penicillin",
  display: "Penicillin",
  reactions: [],
  severity: "unknown",
  status: "active",
  onset: null,
  note: null,
  recorded_at: "2026-01-01T00:00:00Z",
  recorder_id: null,
  ...change,
});

describe("allergies in the banner", () => {
  it("puts_the_severe_allergy_first", () => {
    const shown = activeAllergies([
      allergy({ id: "1", display: "Aspirin", severity: "mild" }),
      allergy({ id: "2", severity: "severe" }),
    ]);
    expect(shown.map((one) => one.id)).toEqual(["2", "1"]);
  });

  it("leaves_out_a_refuted_allergy", () => {
    expect(activeAllergies([allergy({ status: "refuted" }), allergy({ status: "entered-in-error" })])).toEqual([]);
  });

  it("an_empty_list_is_not_the_same_as_no_known_allergies", () => {
    expect(noKnownAllergies([])).toBe(false);
    expect(noKnownAllergies([allergy({ subject_kind: "no_known_allergies", display: "No known allergies" })])).toBe(
      true,
    );
  });

  it("no_known_allergies_gives_way_to_a_recorded_allergy", () => {
    expect(noKnownAllergies([allergy({ subject_kind: "no_known_allergies" }), allergy({ id: "2" })])).toBe(false);
  });
});
