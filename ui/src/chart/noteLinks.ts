import type { MedicationRequest, TimelineItem, VitalRow } from "../api/bindings";
import { dayText, localDayOf } from "../clinical/dates";
import { testName, unitText } from "../clinical/text";
import type { ChipAttributes } from "../features/notes/noteBody";

/**
 * The last vitals as one chip of the visit: "BP 148/86 · Pulse 88 · Temp 38.1 °C". Older ones carry their day, so that
 * they cannot be read as today's. Null when there are none. `today` is the practice's local day.
 */
export function vitalsChip(vitals: readonly VitalRow[], encounterId: string, today: string): ChipAttributes | null {
  const newest = vitals
    .map((row) => localDayOf(row.effective_at))
    .sort()
    .at(-1);
  // Only one day's values may stand together, or an old weight would read as today's.
  const together = vitals.filter((row) => localDayOf(row.effective_at) === newest);
  if (together.length === 0) return null;
  const before = newest && newest !== today ? `${dayText(newest)}: ` : "";
  const unit = (row: VitalRow): string =>
    row.unit === "%"
      ? "%"
      : row.unit.startsWith("°") || row.unit === "kg" || row.unit === "lb"
        ? `\u00a0${row.unit}`
        : "";
  return {
    kind: "vitals",
    id: encounterId,
    label: before + together.map((row) => `${row.label} ${row.value}${unit(row)}`).join(" · "),
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
      `${testName(value.label)} ${value.value}${value.unit ? ` ${unitText(value.unit)}` : ""}${value.interpretation ? ` ${value.interpretation}` : ""}`,
  );
  const said = values.length > 0 ? values.join(", ") : item.detail;
  // A title made of the tests would only say them twice.
  const title = item.values[0] && item.title.startsWith(item.values[0].label) ? "Results" : item.title;
  return `${title} (${dayText(item.at)})${said ? `: ${said}` : ""}. `;
}
