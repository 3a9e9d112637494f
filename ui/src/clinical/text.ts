import type { Patient } from "../api/bindings";

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
    .replaceAll("/Hemoglobin.total in Blood", "")
    .replaceAll(/Glomerular filtration rate[^,]*?predicted(?: by [^,]*?formula)?(?: \([^)]*\))?/g, "eGFR");
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
