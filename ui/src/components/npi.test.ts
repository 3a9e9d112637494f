import { describe, expect, it } from "vitest";
import { deaFault, isDea, isNpi, npiFault } from "./npi";

describe("identifiers of a prescriber", () => {
  it("an NPI with a right check digit passes and one mistyped digit does not", () => {
    expect(isNpi("1234567893")).toBe(true);
    expect(isNpi("1234567894")).toBe(false);
    expect(isNpi("1243567893")).toBe(false);
    expect(npiFault("12345")).toMatch(/ten digits/);
    expect(npiFault("")).toBeNull();
  });

  it("a DEA number's last digit is the sum of the others", () => {
    expect(isDea("AB1234563")).toBe(true);
    expect(isDea("AB1234564")).toBe(false);
    expect(deaFault("ab1234563")).toBeNull();
    expect(deaFault("1234567")).toMatch(/two letters/);
  });
});
