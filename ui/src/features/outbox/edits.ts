import type { PrescriptionDraft } from "../../api/bindings";

/** What may be changed before what a pharmacy asks for is signed, as typed. */
export interface Edits {
  display: string;
  product: string | null;
  sig: string;
  quantity: string;
  refills: string;
}

export function editsOf(draft: PrescriptionDraft): Edits {
  return {
    display: draft.display,
    product: draft.product,
    sig: draft.sig,
    quantity: draft.quantity ?? "",
    refills: String(draft.refills),
  };
}

/**
 * The draft to send: nothing when it is granted as asked, so that the record decides what was asked. `chosen` when it has
 * to be said: one of several proposed drugs, or in spite of a doubt.
 */
export function changedDraft(draft: PrescriptionDraft, edits: Edits, chosen: boolean): PrescriptionDraft | null {
  const before = editsOf(draft);
  const same = (Object.keys(before) as (keyof Edits)[]).every((key) => before[key] === edits[key]);
  if (same && !chosen) return null;
  const refills = Number.parseInt(edits.refills, 10);
  return {
    ...draft,
    display: edits.display,
    product: edits.product,
    sig: edits.sig.trim(),
    quantity: edits.quantity.trim() || null,
    // Another quantity lasts another time; the record derives it from the directions.
    days_supply: edits.quantity === before.quantity && edits.sig === before.sig ? draft.days_supply : null,
    refills: Number.isNaN(refills) ? 0 : refills,
  };
}
