import type { MedicationRequest, TimelineItem, VitalRow } from "../api/bindings";
import { dayText, localDayOf } from "../clinical/dates";
import type { ChipAttributes } from "../features/notes/noteBody";

/** The last vitals as one chip of the visit: "BP 148/86 · Pulse 88 · Temp 38.1 °C". Null when there are none. */
export function vitalsChip(vitals: readonly VitalRow[], encounterId: string): ChipAttributes | null {
  const newest = vitals
    .map((row) => localDayOf(row.effective_at))
    .sort()
    .at(-1);
  // Only one day's values may stand together, or an old weight would read as today's.
  const together = vitals.filter((row) => localDayOf(row.effective_at) === newest);
  if (together.length === 0) return null;
  const unit = (row: VitalRow): string =>
    row.unit === "%"
      ? "%"
      : row.unit.startsWith("°") || row.unit === "kg" || row.unit === "lb"
        ? `\u00a0${row.unit}`
        : "";
  return {
    kind: "vitals",
    id: encounterId,
    label: together.map((row) => `${row.label} ${row.value}${unit(row)}`).join(" · "),
    code: "",
  };
}

/** A staged prescription as a chip. */
export function orderChip(order: MedicationRequest): ChipAttributes {
  return { kind: "medication", id: order.id, label: order.display, code: "" };
}

/** A timeline item as a sentence of the note, with its date, so that it cannot be taken for today's. */
export function itemSentence(item: TimelineItem): string {
  const values = item.values.map(
    (value) =>
      `${testName(value.label)} ${value.value}${value.unit ? ` ${value.unit}` : ""}${value.interpretation ? ` ${value.interpretation}` : ""}`,
  );
  const said = values.length > 0 ? values.join(", ") : item.detail;
  return `${item.title} (${dayText(item.at)})${said ? `: ${said}` : ""}. `;
}
