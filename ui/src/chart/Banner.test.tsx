import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { AllergyIntolerance, Chart } from "../api/bindings";
import { Banner } from "./Banner";

const chart = (allergies: AllergyIntolerance[]): Chart =>
  ({
    patient: {
      id: "p",
      mrn: "204-118",
      family: "Ortega-Lindqvist",
      given: "Marisol",
      middle: null,
      suffix: null,
      preferred_name: "Mari",
      birth_date: "1959-03-14",
      gender: "female",
      pronouns: "she/her",
      language: "Spanish",
      deceased: null,
    },
    age: "67 y",
    allergies,
    key_facts: [],
    open_encounter: null,
  }) as unknown as Chart;

const allergy = (change: Partial<AllergyIntolerance>): AllergyIntolerance =>
  ({
    id: "a",
    subject_kind: "class",
    subject: "penicillins",
    display: "Penicillin",
    reactions: ["anaphylaxis"],
    severity: "severe",
    status: "active",
    ...change,
  }) as AllergyIntolerance;

const show = (allergies: AllergyIntolerance[]): string => {
  render(
    <I18nProvider i18n={i18n}>
      <Banner chart={chart(allergies)} />
    </I18nProvider>,
  );
  return (screen.getByRole("region", { name: "Patient" }).textContent ?? "").replaceAll("\u00a0", " ");
};

describe("the banner", () => {
  it("names_the_patient_in_full_with_birth_date_and_record_number", () => {
    const text = show([]);
    expect(text).toContain("Ortega-Lindqvist, Marisol “Mari”");
    expect(text).toContain("14 Mar 1959");
    expect(text).toContain("204-118");
  });

  it("says_that_nobody_has_asked_about_allergies", () => {
    expect(show([])).toContain("Allergies not recorded");
  });

  it("says_no_known_allergies_only_when_somebody_asked", () => {
    expect(
      show([
        allergy({
          subject_kind: "no_known_allergies",
          display: "No known allergies",
          reactions: [],
          severity: "unknown",
        }),
      ]),
    ).toContain("No known allergies");
  });

  it("a_severe_allergy_carries_its_reaction_and_the_word", () => {
    expect(show([allergy({})])).toContain("Penicillin anaphylaxis severe");
  });
});
