import type { Finding, ReconcilePreview, ReconcileRow, RowChoice, RowDecision } from "../../../api/bindings";

/** What was pressed on each row, by the row's key. */
export type Decisions = ReadonlyMap<string, RowChoice>;

/** What will become of a row: as pressed, else as settled because nothing differs. */
export function choiceOf(row: ReconcileRow, decisions: Decisions): RowChoice | null {
  return decisions.get(row.key) ?? row.settled;
}

/** The decisions after a key on a row. The same key again takes it back; a key that the row does not offer does nothing. */
export function decide(decisions: Decisions, row: ReconcileRow, choice: RowChoice): Decisions {
  if (!row.choices.includes(choice)) return decisions;
  const next = new Map(decisions);
  if (next.get(row.key) === choice) next.delete(row.key);
  else next.set(row.key, choice);
  return next;
}

/** The decisions to send: only those of rows that are there. */
export function sent(rows: readonly ReconcileRow[], decisions: Decisions): RowDecision[] {
  return rows.flatMap((row) => {
    const choice = decisions.get(row.key);
    return choice ? [{ key: row.key, choice }] : [];
  });
}

/** How many rows nothing is said about yet. */
export function undecided(rows: readonly ReconcileRow[], decisions: Decisions): number {
  return rows.filter((row) => choiceOf(row, decisions) === null).length;
}

/** The findings of the list as it would be that have to be answered before it is applied. */
export function serious(preview: ReconcilePreview): Finding[] {
  return preview.findings.filter((one) => one.needs_answer).map((one) => one.finding);
}
