import type {
  DrugHit,
  Favourite,
  LocalDate,
  MedicationRequest,
  Override,
  PrescriptionDraft,
  SigReading,
} from "../../../api/bindings";

/** What stands in the prescribing form. */
export interface Form {
  id: string | null;
  drug: DrugHit | null;
  sig: string;
  /** The typed quantity; null while it is taken from the directions. */
  quantity: string | null;
  /** The typed unit of a typed quantity. */
  quantity_unit: string | null;
  /** The typed days' supply; null while it is taken from the directions. */
  days: number | null;
  refills: number;
  start: LocalDate | null;
  pharmacy: string;
  /** The pharmacy of the directory; null while the words were typed. */
  pharmacy_id: string | null;
  generic: boolean;
  /** The earliest day a pharmacy may fill it; of a controlled substance. */
  earliest_fill: LocalDate | null;
  /** The exception by which a limit of the law is set aside; of a controlled substance. */
  supply_exception: string | null;
  reason_code: string | null;
  reason_display: string | null;
  reported: boolean;
  over_the_counter: boolean;
  informant: string;
  /** The order this one renews or changes. */
  prior: Prior | null;
}

/** The order that ends when the new one begins. */
export interface Prior {
  id: string;
  /** Its name, to be shown; nothing when only the id is known. */
  display: string | null;
}

export function emptyForm(today: LocalDate, pharmacy: string, reported: boolean): Form {
  return {
    id: null,
    drug: null,
    sig: "",
    quantity: null,
    quantity_unit: null,
    days: null,
    refills: 0,
    start: reported ? null : today,
    pharmacy,
    pharmacy_id: null,
    generic: true,
    earliest_fill: null,
    supply_exception: null,
    reason_code: null,
    reason_display: null,
    reported,
    over_the_counter: false,
    informant: "",
    prior: null,
  };
}

/** The drug of an existing order, in the shape of a search hit. */
function drugOf(order: MedicationRequest): DrugHit {
  return {
    product: order.product,
    display: order.display,
    ingredients: order.ingredients,
    strength: order.strength,
    dose_form: order.dose_form,
    route: null,
    brand: null,
    generic: true,
    dea_schedule: order.dea_schedule,
    otc: false,
    rxcui: order.rxcui,
    matched: order.display,
  };
}

/** A form as a favourite fills it: drug, directions, quantity and refills. What it is for and where it goes stay. */
export function withFavourite(form: Form, favourite: Favourite): Form {
  return {
    ...form,
    drug: {
      product: favourite.product,
      display: favourite.display,
      ingredients: favourite.ingredients,
      strength: favourite.strength,
      dose_form: favourite.dose_form,
      route: null,
      brand: null,
      generic: true,
      dea_schedule: favourite.dea_schedule,
      otc: false,
      rxcui: null,
      matched: favourite.display,
    },
    sig: favourite.sig,
    quantity: favourite.quantity,
    quantity_unit: favourite.quantity_unit,
    refills: favourite.refills,
  };
}

/** A form filled from an order: to change a draft (same id) or to renew an old one (new draft from today). */
export function formOf(order: MedicationRequest, today: LocalDate, renew: boolean): Form {
  return {
    id: renew ? null : order.id,
    drug: drugOf(order),
    sig: order.sig || order.sig_text,
    quantity: order.quantity,
    quantity_unit: order.quantity_unit,
    // Directions that are understood say it anew.
    days: order.dose_checked ? null : order.days_supply,
    refills: order.refills,
    start: renew ? today : order.start,
    pharmacy: order.pharmacy ?? "",
    pharmacy_id: order.pharmacy_id,
    generic: !order.dispense_as_written,
    earliest_fill: renew ? null : order.earliest_fill,
    supply_exception: order.supply_exception,
    reason_code: order.reason_code,
    reason_display: order.reason_display,
    reported: renew ? false : order.reported,
    over_the_counter: order.over_the_counter,
    informant: order.informant ?? "",
    prior: renew
      ? { id: order.id, display: order.display }
      : order.prior_id
        ? { id: order.prior_id, display: null }
        : null,
  };
}

/** The quantity that will be ordered: typed, or derived from directions that were understood. */
export function quantityOf(
  form: Form,
  reading: SigReading | null,
): { value: string | null; unit: string | null; derived: boolean } {
  if (form.quantity !== null)
    return { value: form.quantity || null, unit: form.quantity_unit ?? reading?.quantity_unit ?? null, derived: false };
  if (reading?.understood && reading.quantity !== null)
    return { value: reading.quantity, unit: reading.quantity_unit, derived: true };
  return { value: null, unit: reading?.quantity_unit ?? null, derived: true };
}

interface Context {
  patientId: string;
  encounterId: string | null;
  reading: SigReading | null;
  overrides: Override[];
  hold: string[];
}

/** The request for checking or staging; null until a drug is chosen. */
export function draftOf(form: Form, context: Context): PrescriptionDraft | null {
  if (!form.drug) return null;
  const quantity = quantityOf(form, context.reading);
  return {
    patient_id: context.patientId,
    encounter_id: context.encounterId,
    id: form.id,
    product: form.drug.product,
    display: form.drug.display,
    ingredients: form.drug.ingredients,
    sig: form.sig.trim(),
    quantity: quantity.value,
    quantity_unit: quantity.unit,
    days_supply: form.days ?? (quantity.derived ? (context.reading?.days_supply ?? null) : null),
    refills: form.refills,
    start: form.start,
    dispense_as_written: !form.generic,
    pharmacy: form.pharmacy.trim() || null,
    pharmacy_id: form.pharmacy_id,
    earliest_fill: form.earliest_fill,
    supply_exception: form.supply_exception,
    reason_code: form.reason_code,
    reason_display: form.reason_display,
    reported: form.reported,
    over_the_counter: form.reported && form.over_the_counter,
    informant: form.reported ? form.informant.trim() || null : null,
    prior_id: form.prior?.id ?? null,
    overrides: context.overrides,
    hold: context.hold,
  };
}

/** What is missing before the order can be staged, in the order a person fills it in. */
export type Missing = "drug" | "directions" | "quantity";

export function missingIn(form: Form, reading: SigReading | null): Missing | null {
  if (!form.drug) return "drug";
  if (form.reported) return null;
  if (form.sig.trim() === "") return "directions";
  const { value } = quantityOf(form, reading);
  if (value === null || !(Number(value) > 0)) return "quantity";
  return null;
}

/** The last pharmacy this patient used, to start from. */
export function lastPharmacy(medications: readonly MedicationRequest[]): string {
  const used = medications
    .filter((one) => one.pharmacy)
    .sort((a, b) => Date.parse(b.authored_at) - Date.parse(a.authored_at));
  return used[0]?.pharmacy ?? "";
}
