const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** The oldest birth date believed: the longest documented human life is 122 years. */
const OLDEST_YEARS = 125;

/**
 * Reads a typed birth date as far as it is known: "3/14/1959", "03141959", "14 Mar 1959", "1959-03-14", "Mar 1959",
 * "1959". Numbers alone are month, day, year (the order used in the United States) unless the year comes first; two-digit
 * years take the latest century that is not in the future. Returns "YYYY", "YYYY-MM" or "YYYY-MM-DD", or null.
 */
export function partialDateOf(typed: string, today: string): string | null {
  const text = typed.trim().toLowerCase();
  const found =
    match(text, /^(\d{4})$/, ([year]) => [year]) ??
    match(text, /^(\d{4})[-/.](\d{1,2})$/, ([year, month]) => [year, month]) ??
    match(text, /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/, ([year, month, day]) => [year, month, day]) ??
    match(text, /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$/, ([month, day, year]) => [year, month, day]) ??
    match(text, /^(\d{2})(\d{2})(\d{4})$/, ([month, day, year]) => [year, month, day]) ??
    match(text, /^(\d{1,2})\.? ([a-z]{3,9})\.?,? (\d{4}|\d{2})$/, ([day, month, year]) => [
      year,
      monthOf(month),
      day,
    ]) ??
    match(text, /^([a-z]{3,9})\.? (\d{1,2}),? (\d{4}|\d{2})$/, ([month, day, year]) => [year, monthOf(month), day]) ??
    match(text, /^([a-z]{3,9})\.? (\d{4})$/, ([month, year]) => [year, monthOf(month)]);
  if (!found) return null;
  const [yearText, monthText, dayText] = found;
  const year = fullYear(yearText ?? "", today);
  if (year === null || year > Number(today.slice(0, 4)) || year < Number(today.slice(0, 4)) - OLDEST_YEARS) return null;
  if (monthText === undefined) return String(year);
  const month = Number(monthText);
  if (!(month >= 1 && month <= 12)) return null;
  const start = `${year}-${String(month).padStart(2, "0")}`;
  if (dayText === undefined) return start > today.slice(0, 7) ? null : start;
  const day = Number(dayText);
  if (!(day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate())) return null;
  const date = `${start}-${String(day).padStart(2, "0")}`;
  return date > today ? null : date;
}

type Parts = (string | undefined)[];

function match(text: string, pattern: RegExp, order: (groups: string[]) => Parts): Parts | null {
  const found = pattern.exec(text);
  return found ? order(found.slice(1)) : null;
}

function monthOf(word: string | undefined): string {
  return String(MONTHS.indexOf((word ?? "").slice(0, 3)) + 1);
}

function fullYear(text: string, today: string): number | null {
  if (text.length === 4) return Number(text);
  if (text.length !== 2) return null;
  const century = Number(today.slice(0, 2)) * 100;
  const year = century + Number(text);
  return year > Number(today.slice(0, 4)) ? year - 100 : year;
}
