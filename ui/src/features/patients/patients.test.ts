import { describe, expect, it } from "vitest";
import { partialDateOf } from "./birthDate";
import { draftFromName, faultsOf, requestOf } from "./patientDraft";

const TODAY = "2026-11-20";

describe("a typed birth date", () => {
  it.each([
    ["3/14/1959", "1959-03-14"],
    ["03141959", "1959-03-14"],
    ["3/14/59", "1959-03-14"],
    ["14 Mar 1959", "1959-03-14"],
    ["March 14, 1959", "1959-03-14"],
    ["1959-03-14", "1959-03-14"],
    ["Mar 1959", "1959-03"],
    ["1959", "1959"],
    ["2/29/2024", "2024-02-29"],
    ["11/20/26", "2026-11-20"],
    ["11/21/26", null],
  ])("%s is read as %s", (typed, read) => {
    expect(partialDateOf(typed, TODAY)).toBe(read);
  });

  it.each(["2/29/2023", "13/14/1959", "1850", "2027", "soon", ""])("%s is refused", (typed) => {
    expect(partialDateOf(typed, TODAY)).toBeNull();
  });
});

describe("registering", () => {
  it("starts from the name typed in the palette, in either order", () => {
    expect(draftFromName("ortega-lindqvist, marisol")).toMatchObject({ family: "Ortega-Lindqvist", given: "Marisol" });
    expect(draftFromName("Marisol van Ortega")).toMatchObject({ family: "Ortega", given: "Marisol van" });
    expect(draftFromName("McAllister")).toMatchObject({ family: "McAllister", given: "" });
  });

  it("says what is missing and sends nothing until it is there", () => {
    const draft = draftFromName("Ortega");
    expect(requestOf(draft, TODAY)).toBeNull();
    expect(Object.keys(faultsOf(draft, TODAY))).toEqual(["given", "birth_date", "gender"]);
    const full = {
      ...draft,
      given: "Mari",
      birth_date: "3/14/59",
      gender: "female" as const,
      city: "Alder",
      state: "or",
    };
    expect(faultsOf(full, TODAY)).toEqual({});
    expect(requestOf(full, TODAY)).toMatchObject({
      birth_date: "1959-03-14",
      middle: null,
      address: { line: [], city: "Alder", state: "OR", postal_code: "" },
    });
  });
});
