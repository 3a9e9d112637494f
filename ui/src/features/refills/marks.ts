import type { RefillRow } from "../../api/bindings";

/** Whether a row may be renewed in a batch. */
export function isSafe(row: RefillRow): boolean {
  return row.reasons.length === 0;
}

/** The marks after a row was pressed: set, or taken back. A row that is not safe is never marked. */
export function marked(marks: ReadonlySet<string>, row: RefillRow): ReadonlySet<string> {
  if (!isSafe(row)) return marks;
  const next = new Set(marks);
  if (!next.delete(row.order.id)) next.add(row.order.id);
  return next;
}

/** The marked rows that are still there and still safe. */
export function chosen(rows: readonly RefillRow[], marks: ReadonlySet<string>): RefillRow[] {
  return rows.filter((row) => marks.has(row.order.id) && isSafe(row));
}
