import { t } from "@lingui/core/macro";
import type { Address, Pharmacy, PharmacyService, Transport } from "../api/bindings";

/** "14 Alder Lane, Alderbrook, NY 12999": what is known of an address, in one line. */
export function addressText(address: Address): string {
  const region = [address.state, address.postal_code].filter(Boolean).join(" ");
  return [...address.line, address.city, region].filter(Boolean).join(", ");
}

/** "Alder Pharmacy, Alderbrook": as it stands on a prescription. */
export function pharmacyText(pharmacy: Pharmacy): string {
  return [pharmacy.name, pharmacy.address.city].filter(Boolean).join(", ");
}

/** How prescriptions reach a pharmacy, in a word. */
export function transportWord(transport: Transport): string {
  const words: Record<Transport, string> = { print: t`Paper`, fax: t`Fax`, electronic: t`Electronic` };
  return words[transport];
}

/** What a pharmacy offers, in words; the order in which the form asks. */
export function serviceWords(): Record<PharmacyService, string> {
  return {
    retail: t`Walk-in shop`,
    "24_hours": t`Open day and night`,
    delivery: t`Delivers`,
    mail_order: t`Mail order`,
    compounding: t`Compounding`,
    specialty: t`Specialty drugs`,
    long_term_care: t`Nursing homes`,
  };
}
