import { describe, expect, it } from "vitest";
import { matches, nameIn } from "./usePaletteItems";

describe("the palette", () => {
  it("finds a command by the beginnings of its words, without accents", () => {
    expect(matches("reg pat", "Register a patient")).toBe(true);
    expect(matches("búsqueda", "Busqueda")).toBe(true);
    expect(matches("atient", "Register a patient")).toBe(false);
  });

  it("offers to register a name but not a birth date or an MRN", () => {
    expect(nameIn(" Ortega-Lindqvist ")).toBe("Ortega-Lindqvist");
    expect(nameIn("O’Neil")).toBe("O’Neil");
    expect(nameIn("3/14/59")).toBeNull();
    expect(nameIn("204-118")).toBeNull();
  });
});
