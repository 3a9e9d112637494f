import { t } from "@lingui/core/macro";
import type { AdministrativeGender, Patient, RegisterPatient } from "../../api/bindings";
import { partialDateOf } from "./birthDate";

/** The form as typed: every field a string, so that nothing typed is ever lost to a half-valid value. */
export interface PatientDraft {
  family: string;
  given: string;
  middle: string;
  suffix: string;
  preferred_name: string;
  previous_family: string;
  birth_date: string;
  gender: AdministrativeGender | null;
  pronouns: string;
  language: string;
  phone: string;
  phone_alt: string;
  email: string;
  line1: string;
  line2: string;
  city: string;
  state: string;
  postal_code: string;
}

const EMPTY: PatientDraft = {
  family: "",
  given: "",
  middle: "",
  suffix: "",
  preferred_name: "",
  previous_family: "",
  birth_date: "",
  gender: null,
  pronouns: "",
  language: "",
  phone: "",
  phone_alt: "",
  email: "",
  line1: "",
  line2: "",
  city: "",
  state: "",
  postal_code: "",
};

const capital = (word: string) =>
  word === word.toLowerCase() ? word.replaceAll(/(^|[\s\-'’])\p{L}/gu, (start) => start.toUpperCase()) : word;

/** "ortega, mari" or "mari ortega" or "ortega": what a person typed in the palette before asking to register. */
export function draftFromName(name: string): PatientDraft {
  const typed = name.trim();
  const comma = typed.indexOf(",");
  if (comma >= 0)
    return { ...EMPTY, family: capital(typed.slice(0, comma).trim()), given: capital(typed.slice(comma + 1).trim()) };
  const words = typed.split(/\s+/).filter(Boolean);
  if (words.length > 1)
    return { ...EMPTY, given: capital(words.slice(0, -1).join(" ")), family: capital(words.at(-1) ?? "") };
  return { ...EMPTY, family: capital(typed) };
}

export function draftFromPatient(patient: Patient): PatientDraft {
  const { address } = patient;
  return {
    family: patient.family,
    given: patient.given,
    middle: patient.middle ?? "",
    suffix: patient.suffix ?? "",
    preferred_name: patient.preferred_name ?? "",
    previous_family: patient.previous_family ?? "",
    birth_date: patient.birth_date,
    gender: patient.gender,
    pronouns: patient.pronouns ?? "",
    language: patient.language ?? "",
    phone: patient.phone ?? "",
    phone_alt: patient.phone_alt ?? "",
    email: patient.email ?? "",
    line1: address?.line[0] ?? "",
    line2: address?.line.slice(1).join(", ") ?? "",
    city: address?.city ?? "",
    state: address?.state ?? "",
    postal_code: address?.postal_code ?? "",
  };
}

const orNull = (text: string) => text.trim() || null;

/** What goes to the record; null while something needed is missing. */
export function requestOf(draft: PatientDraft, today: string): RegisterPatient | null {
  const birth = partialDateOf(draft.birth_date, today);
  if (!draft.family.trim() || !draft.given.trim() || !birth || !draft.gender) return null;
  const lines = [draft.line1, draft.line2].map((line) => line.trim()).filter(Boolean);
  const placed = lines.length > 0 || draft.city.trim() || draft.state.trim() || draft.postal_code.trim();
  return {
    family: draft.family.trim(),
    given: draft.given.trim(),
    middle: orNull(draft.middle),
    suffix: orNull(draft.suffix),
    preferred_name: orNull(draft.preferred_name),
    previous_family: orNull(draft.previous_family),
    birth_date: birth,
    gender: draft.gender,
    pronouns: orNull(draft.pronouns),
    language: orNull(draft.language),
    phone: orNull(draft.phone),
    phone_alt: orNull(draft.phone_alt),
    email: orNull(draft.email),
    address: placed
      ? {
          line: lines,
          city: draft.city.trim(),
          state: draft.state.trim().toUpperCase(),
          postal_code: draft.postal_code.trim(),
        }
      : null,
  };
}

/** The first thing missing for each needed field, in words. */
export function faultsOf(draft: PatientDraft, today: string): Partial<Record<keyof PatientDraft, string>> {
  const faults: Partial<Record<keyof PatientDraft, string>> = {};
  if (!draft.family.trim()) faults.family = t`A family name is needed.`;
  if (!draft.given.trim()) faults.given = t`A given name is needed. Write “Baby” for an unnamed newborn.`;
  if (!draft.birth_date.trim()) faults.birth_date = t`A birth date is needed; the year alone will do.`;
  else if (!partialDateOf(draft.birth_date, today))
    faults.birth_date = t`Not a birth date. Type 3/14/1959, 14 Mar 1959 or 1959.`;
  if (!draft.gender) faults.gender = t`Choose one; “Unknown” is allowed.`;
  return faults;
}
