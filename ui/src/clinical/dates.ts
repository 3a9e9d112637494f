import type { LocalDate, PartialDate, Timestamp } from "../api/bindings";
import * as write from "../components/dates";

/** How the chart writes moments: always in the practice's time zone, whatever the workstation's own is. */

let zone: string | undefined;

/** Sets the practice time zone (IANA name). A name nobody knows leaves the workstation's own zone. */
export function setClinicalZone(next: string | undefined): void {
  try {
    if (next) new Intl.DateTimeFormat("en", { timeZone: next });
    zone = next;
  } catch {
    zone = undefined;
  }
}

function known(at: Timestamp): boolean {
  return !Number.isNaN(Date.parse(at));
}

/** "14 Mar 1959"; a year or a year and month alone are written as far as they are known. */
export function partialDateText(value: PartialDate): string {
  return write.partialText(value);
}

/** The calendar day of a moment in the practice's zone, "2026-11-20". */
export function localDayOf(at: Timestamp): LocalDate {
  // A day without a time is already local; read as a moment it would be midnight in London and slip a day westward.
  if (at.length === 10) return at;
  return known(at) ? write.dayOf(at, zone) : at.slice(0, 10);
}

/** "20 Nov 2026" in the practice's zone. */
export function dayText(at: Timestamp): string {
  return write.dayText(localDayOf(at));
}

/** "09:41" in the practice's zone. */
export function timeText(at: Timestamp): string {
  return known(at) ? write.timeText(at, zone) : at;
}

/** "Fri 20 Nov 2026, 09:41". */
export function dayTimeText(at: Timestamp): string {
  return known(at) ? `${write.weekdayText(localDayOf(at))}, ${timeText(at)}` : at;
}

/** "Today", "Yesterday" or the day, as the timeline says it. `today` is the practice's local day. */
export function whenText(at: Timestamp, today: LocalDate): string {
  return known(at) ? write.whenText(at, today, zone) : at;
}

/** Whole minutes between two moments, never negative. */
export function minutesBetween(from: Timestamp, to: Timestamp): number {
  if (!known(from) || !known(to)) return 0;
  return Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 60_000));
}
