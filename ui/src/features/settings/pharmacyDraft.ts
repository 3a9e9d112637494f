import { t } from "@lingui/core/macro";
import type { Pharmacy, PharmacyScript, PharmacyService, SavePharmacy, Transport } from "../../api/bindings";
import { npiFault } from "../../components/npi";

/** A pharmacy as it stands in the form: every text typed, nothing checked yet. */
export interface PharmacyDraft {
  name: string;
  line1: string;
  line2: string;
  city: string;
  state: string;
  zip: string;
  phone: string;
  fax: string;
  ncpdp: string;
  npi: string;
  transport: Transport;
  script: PharmacyScript;
  services: readonly PharmacyService[];
  note: string;
  active: boolean;
}

export function pharmacyDraftOf(pharmacy: Pharmacy | null, name: string): PharmacyDraft {
  return {
    name: pharmacy?.name ?? name,
    line1: pharmacy?.address.line[0] ?? "",
    line2: pharmacy?.address.line.slice(1).join(", ") ?? "",
    city: pharmacy?.address.city ?? "",
    state: pharmacy?.address.state ?? "",
    zip: pharmacy?.address.postal_code ?? "",
    phone: pharmacy?.phone ?? "",
    fax: pharmacy?.fax ?? "",
    ncpdp: pharmacy?.ncpdp_id ?? "",
    npi: pharmacy?.npi ?? "",
    transport: pharmacy?.transport ?? "print",
    script: pharmacy?.script ?? "2023011",
    services: pharmacy?.services ?? ["retail"],
    note: pharmacy?.note ?? "",
    active: pharmacy?.active ?? true,
  };
}

/** The request that keeps a draft. */
export function saveOf(draft: PharmacyDraft, id: string | null): SavePharmacy {
  const orNull = (text: string): string | null => text.trim() || null;
  return {
    id,
    name: draft.name.trim(),
    address: {
      line: [draft.line1, draft.line2].map((line) => line.trim()).filter(Boolean),
      city: draft.city.trim(),
      state: draft.state.trim().toUpperCase(),
      postal_code: draft.zip.trim(),
    },
    phone: orNull(draft.phone),
    fax: orNull(draft.fax),
    ncpdp_id: orNull(draft.ncpdp),
    npi: orNull(draft.npi),
    transport: draft.transport,
    script: draft.script,
    services: [...draft.services],
    note: orNull(draft.note),
    active: draft.active,
  };
}

/** A pharmacy as it was, as the request that brings it back. */
export function asBefore(pharmacy: Pharmacy): SavePharmacy {
  return { ...pharmacy };
}

/**
 * Whether seven digits end in the right check digit: the last digit of (1st + 3rd + 5th) + 2 × (2nd + 4th + 6th), as
 * NCPDP provider ids are made (NCPDP dataQ, provider number format).
 */
export function isNcpdpId(id: string): boolean {
  if (!/^\d{7}$/.test(id)) return false;
  const digit = [...id].map(Number);
  const at = (index: number) => digit[index] ?? 0;
  return (at(0) + at(2) + at(4) + 2 * (at(1) + at(3) + at(5))) % 10 === at(6);
}

/** What is wrong with a draft, by field, as far as it can be said while it is typed. The record checks again. */
export function pharmacyFaults(draft: PharmacyDraft): Partial<Record<keyof PharmacyDraft, string>> {
  const faults: Partial<Record<keyof PharmacyDraft, string>> = {};
  const ncpdp = draft.ncpdp.trim();
  if (ncpdp && !/^\d{7}$/.test(ncpdp)) faults.ncpdp = t`An NCPDP id has seven digits.`;
  else if (ncpdp && !isNcpdpId(ncpdp))
    faults.ncpdp = t`The last digit does not fit the others. Check for a mistyped digit.`;
  const npi = npiFault(draft.npi);
  if (npi) faults.npi = npi;
  if (draft.zip.trim() && !/^\d{5}(-\d{4})?$/.test(draft.zip.trim()))
    faults.zip = t`A ZIP code has five digits, or nine.`;
  return faults;
}

/** What is missing: said after the first try, not while somebody is still typing. */
export function pharmacyMissing(draft: PharmacyDraft): Partial<Record<keyof PharmacyDraft, string>> {
  const missing: Partial<Record<keyof PharmacyDraft, string>> = {};
  if (!draft.name.trim()) missing.name = t`A pharmacy needs a name.`;
  if (draft.transport === "fax" && !draft.fax.trim()) missing.fax = t`Enter the fax number, or choose another way.`;
  if (draft.transport === "electronic" && !draft.ncpdp.trim())
    missing.ncpdp = t`Electronic prescriptions are addressed by this number. Enter it, or choose another way.`;
  return missing;
}
