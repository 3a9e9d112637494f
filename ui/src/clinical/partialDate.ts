import type { PartialDate } from "../api/bindings";

/**
 * Reads what people type for a date that may be known only in part: "2019", "3/2019", "3/14/2019", "2019-03-14".
 * Numbers with slashes are month first, as in US practice. Null when it is no date.
 */
export function readPartialDate(text: string): PartialDate | null {
  const typed = text.trim();
  const dashed = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(typed);
  if (dashed) return joined(dashed[1], dashed[2], dashed[3]);
  const slashed = /^(\d{1,2})\/(?:(\d{1,2})\/)?(\d{4})$/.exec(typed);
  if (slashed) return joined(slashed[3], slashed[1], slashed[2]);
  return null;
}

function joined(year: string | undefined, month: string | undefined, day: string | undefined): PartialDate | null {
  if (!year || Number(year) < 1850) return null;
  if (!month) return year;
  if (Number(month) < 1 || Number(month) > 12) return null;
  const start = `${year}-${month.padStart(2, "0")}`;
  if (!day) return start;
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number(day) >= 1 && Number(day) <= last ? `${start}-${day.padStart(2, "0")}` : null;
}
