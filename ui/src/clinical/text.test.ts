import { describe, expect, it } from "vitest";
import { chartName, initialsOf, keepUnits, NBSP, quantityText, splitDose, testName, unitText } from "./text";

describe("clinical text", () => {
  it("keeps_a_dose_and_its_unit_on_one_line", () => {
    expect(keepUnits("Simvastatin 40 mg tablet")).toBe(`Simvastatin 40${NBSP}mg tablet`);
    expect(keepUnits("1 tab twice daily")).toBe(`1${NBSP}tab twice daily`);
    expect(keepUnits("for 7 days")).toBe("for 7 days");
  });

  it("does_not_glue_a_number_to_a_word_that_only_begins_like_a_unit", () => {
    expect(keepUnits("HbA1c in 3 groups")).toBe("HbA1c in 3 groups");
  });

  it("writes_the_suffix_with_the_family_name", () => {
    expect(chartName({ family: "Ortega", given: "Luis", middle: "A.", suffix: "Jr" })).toBe("Ortega Jr, Luis A.");
  });

  it("parts_the_name_of_a_drug_from_its_strength", () => {
    expect(splitDose("Metformin ER 1,000 mg tablet")).toEqual({ name: "Metformin ER", rest: "1,000 mg tablet" });
    expect(splitDose("St. John's wort")).toEqual({ name: "St. John's wort", rest: "" });
  });

  it("says_a_test_as_it_is_said_aloud_and_keeps_an_unusual_specimen", () => {
    expect(testName("Glucose [Mass/volume] in Serum or Plasma")).toBe("Glucose");
    expect(
      testName("Hemoglobin A1c/Hemoglobin.total in Blood, Glucose [Mass/volume] in Serum or Plasma and 3 more"),
    ).toBe("HbA1c, Glucose and 3 more");
    expect(testName("Glucose [Mass/volume] in Urine")).toBe("Glucose in Urine");
    expect(testName("Hemoglobin [Mass/volume] in Blood")).toBe("Hemoglobin in Blood");
    expect(
      testName("Glomerular filtration rate/1.73 sq M.predicted by Creatinine-based formula (CKD-EPI 2021), Sodium"),
    ).toBe("eGFR, Sodium");
    expect(testName("HbA1c")).toBe("HbA1c");
  });

  it("prints_units_the_way_a_laboratory_does", () => {
    const printed = ["mL/min/{1.73_m2}", "10*3/uL", "ug/dL", "mm[Hg]", "m[IU]/L", "{INR}", "kg/m2", "mg/dL"].map(
      unitText,
    );
    expect(printed).toEqual([`mL/min/1.73${NBSP}m²`, "×10³/µL", "µg/dL", "mmHg", "mIU/L", "", "kg/m²", "mg/dL"]);
  });

  it("counts_tablets_in_the_plural_and_leaves_abbreviations_alone", () => {
    const written = [
      ["14", "tablet"],
      ["1", "tablet"],
      ["10", "patch"],
      ["200", "mL"],
      ["2", null],
      ["0.5", "tablet"],
    ];
    expect(written.map(([n, unit]) => quantityText(n ?? null, unit ?? null).replace(NBSP, " "))).toEqual([
      "14 tablets",
      "1 tablet",
      "10 patches",
      "200 mL",
      "2",
      "0.5 tablets",
    ]);
    expect(quantityText(null, "tablet")).toBe("");
  });

  it("takes_initials_from_names_with_accents", () => {
    expect(initialsOf({ given: "élodie", family: "Ågren" })).toBe("ÉÅ");
  });
});
