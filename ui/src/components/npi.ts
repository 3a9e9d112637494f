import { t } from "@lingui/core/macro";

/**
 * Whether ten digits carry a right NPI check digit: the Luhn sum over "80840" and the number is a multiple of ten
 * (45 CFR 162.406; ISO standard prefix 80840 for United States health identifiers).
 */
export function isNpi(npi: string): boolean {
  if (!/^\d{10}$/.test(npi)) return false;
  let sum = 0;
  const digits = `80840${npi}`;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** What is wrong with a typed NPI, or null. An empty one is not wrong. */
export function npiFault(npi: string): string | null {
  const typed = npi.trim();
  if (typed === "") return null;
  if (!/^\d{10}$/.test(typed)) return t`An NPI has ten digits.`;
  return isNpi(typed) ? null : t`The last digit does not fit the others. Check for a mistyped digit.`;
}

/**
 * Whether a DEA number's seventh digit fits: (1st + 3rd + 5th) + 2 × (2nd + 4th + 6th) ends in it
 * (DEA Diversion Control Division, practitioner's manual, registration number format).
 */
export function isDea(dea: string): boolean {
  const match = /^[A-Z][A-Z9](\d{7})$/.exec(dea);
  if (!match?.[1]) return false;
  const digit = [...match[1]].map(Number);
  const at = (index: number) => digit[index] ?? 0;
  return (at(0) + at(2) + at(4) + 2 * (at(1) + at(3) + at(5))) % 10 === at(6);
}

/** What is wrong with a typed DEA number, or null. */
export function deaFault(dea: string): string | null {
  const typed = dea.trim().toUpperCase();
  if (typed === "") return null;
  if (!/^[A-Z][A-Z9]\d{7}$/.test(typed)) return t`A DEA number has two letters and seven digits.`;
  return isDea(typed) ? null : t`The last digit does not fit the others. Check for a mistyped digit.`;
}
