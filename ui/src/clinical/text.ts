import type { Patient, PatientHit } from "../api/bindings";

/** A no-break space: number and unit never part at a line end. */
export const NBSP = "\u00a0";

/** Writes "500 mg" so that neither the number nor its unit can wrap alone. */
export function keepUnits(text: string): string {
  return text.replace(
    /(\d)\s+(?=(?:mg|mcg|g|kg|mL|L|mEq|mmol|units?|%|mmHg|bpm|°[CF]|tab(?:let)?s?|cap(?:sule)?s?)\b|%)/gi,
    `$1${NBSP}`,
  );
}

/** "Ortega-Lindqvist, Marisol A. Jr": the name as it stands in the banner and on every order. */
export function chartName(patient: Pick<Patient, "family" | "given" | "middle" | "suffix">): string {
  const middle = patient.middle ? ` ${patient.middle}` : "";
  const suffix = patient.suffix ? ` ${patient.suffix}` : "";
  return `${patient.family}${suffix}, ${patient.given}${middle}`;
}

/** The same for a patient found by a search. */
export function hitName(hit: Pick<PatientHit, "family" | "given" | "middle">): string {
  return chartName({ ...hit, suffix: null });
}

/** Two letters for the avatar: given then family. */
export function initialsOf(patient: Pick<Patient, "family" | "given">): string {
  const first = (text: string): string => [...text.trim()][0] ?? "";
  return (first(patient.given) + first(patient.family)).toUpperCase();
}

/**
 * A laboratory test as it is said aloud: "Glucose [Mass/volume] in Serum or Plasma" is "Glucose". LOINC long common
 * names carry the property in brackets; serum or plasma is the usual specimen and goes unsaid, any other stays.
 */
export function testName(display: string): string {
  return display
    .replaceAll(/ \[[^\]]*\]/g, "")
    .replaceAll(" in Serum or Plasma", "")
    .replaceAll(/Hemoglobin A1c\/Hemoglobin\.total in (?:Blood|Red Blood Cells)/g, "HbA1c")
    .replaceAll(/Glomerular filtration rate[^,]*?predicted(?: by [^,]*?formula)?(?: \([^)]*\))?/g, "eGFR");
}

/** A UCUM unit as it is printed: "mL/min/{1.73_m2}" is "mL/min/1.73 m²", "10*3/uL" is "×10³/µL". */
export function unitText(ucum: string): string {
  return ucum
    .replace(/^10\*3/, "×10³")
    .replace(/^10\*6/, "×10⁶")
    .replace(/^10\*9/, "×10⁹")
    .replace("{1.73_m2}", `1.73${NBSP}m²`)
    .replace(/\{[^}]*\}/g, "")
    .replace(/\bm2\b/, "m²")
    .replace(/\bu(?=[gLm])/g, "µ")
    .replace(/^Cel$/, "°C")
    .replaceAll(/\[([^\]]*)\]/g, "$1");
}

/** The unit of a quantity as it is counted: "14 tablets", "1 patch", "200 mL". Abbreviations have no plural. */
export function countedUnit(unit: string | null, quantity: string | number | null): string {
  if (!unit) return "";
  if (Number(quantity) === 1 || !/^[a-z]{4,}$/.test(unit) || unit.endsWith("s")) return unit;
  return /(?:ch|sh|x)$/.test(unit) ? `${unit}es` : unit.endsWith("ry") ? `${unit.slice(0, -1)}ies` : `${unit}s`;
}

/** "14 tablets"; empty without a number. */
export function quantityText(quantity: string | null, unit: string | null): string {
  return quantity ? `${quantity}${NBSP}${countedUnit(unit, quantity)}`.trim() : "";
}

/** Number of one-decimal accuracy without a trailing ".0". */
export function shortNumber(value: number): string {
  if (!Number.isFinite(value)) return "";
  const rounded = Math.round(value * 100) / 100;
  return String(rounded);
}

/** Parts "Simvastatin 40 mg tablet" into the name, shown strong, and the strength and form after it. */
export function splitDose(display: string): { name: string; rest: string } {
  const at = display.search(/\s\d/);
  return at === -1 ? { name: display, rest: "" } : { name: display.slice(0, at), rest: display.slice(at + 1) };
}
