import type { AlertReport, Tier } from "../../api/bindings";

/** How far back the report looks, in days. */
export const PERIODS = ["30", "90", "365"] as const;
export type Period = (typeof PERIODS)[number];

const DAY_MS = 86_400_000;

/** The same moment so many days earlier. */
export function daysBefore(moment: string, days: number): string {
  return new Date(Date.parse(moment) - days * DAY_MS).toISOString();
}

/** A cell that a spreadsheet reads as text and never as a formula. */
function cell(text: string | number): string {
  const safe = typeof text === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : String(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The report as RFC 4180 CSV, the same rows and numbers as on the screen. */
export function alertCsv(report: AlertReport, words: Record<Tier, string>): string {
  const head = ["rule", "title", "tier", "prescriber", "shown", "changed", "overridden"];
  const rows = report.rows.map((row) => [
    row.rule,
    row.title ?? "",
    words[row.tier],
    row.practitioner,
    row.shown,
    row.changed,
    row.overridden,
  ]);
  return [head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}
