import { i18n } from "@lingui/core";
import { t } from "@lingui/core/macro";

/** How days and times are written. Days are always day month year with the month in letters: 03/04 has two meanings. */
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(i18n.locale === "es" ? "es-US" : "en-GB", options);
}

const NBSP = "\u00a0";

/** "2026-11-20" as "20 Nov 2026". */
export function dayText(day: string): string {
  const [year, month, date] = day.slice(0, 10).split("-").map(Number);
  if (!year || !month || !date) return day;
  return format({ day: "2-digit", month: "short", year: "numeric", timeZone: "UTC" })
    .format(Date.UTC(year, month - 1, date))
    .replace("Sept", "Sep")
    .replaceAll(" ", NBSP);
}

/** "1959", "1959-03" or "1959-03-14" as far as it is known. */
export function partialText(day: string): string {
  const [year, month, date] = day.split("-");
  if (date) return dayText(day);
  if (!month) return year ?? day;
  return format({ month: "short", year: "numeric", timeZone: "UTC" })
    .format(Date.UTC(Number(year), Number(month) - 1, 1))
    .replaceAll(" ", NBSP);
}

/** The local day ("2026-11-20") a moment falls on in a time zone. */
export function dayOf(timestamp: string, timeZone?: string): string {
  // Put together from its parts: no locale writes year-month-day in every web view (en-CA does in some, not in WebKitGTK).
  const parts = new Intl.DateTimeFormat("en-US", {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    timeZone,
  }).formatToParts(new Date(timestamp));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** "09:52". */
export function timeText(timestamp: string, timeZone?: string): string {
  return format({ hour: "2-digit", minute: "2-digit", hour12: false, timeZone }).format(new Date(timestamp));
}

/** "20 Nov 2026, 09:52". */
export function dayTimeText(timestamp: string, timeZone?: string): string {
  return `${dayText(dayOf(timestamp, timeZone))}, ${timeText(timestamp, timeZone)}`;
}

/** "Today", "Yesterday", or the day. `today` is the practice's local day. */
export function whenText(timestamp: string, today: string, timeZone?: string): string {
  const day = dayOf(timestamp, timeZone);
  if (day === today) return t`Today`;
  const before = new Date(`${today}T00:00:00Z`);
  before.setUTCDate(before.getUTCDate() - 1);
  if (day === before.toISOString().slice(0, 10)) return t`Yesterday`;
  return dayText(day);
}

/** "Fri 20 Nov 2026". */
export function weekdayText(day: string): string {
  const weekday = format({ weekday: "short", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
  return `${weekday} ${dayText(day)}`;
}
