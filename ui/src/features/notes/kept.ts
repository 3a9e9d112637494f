import type { Typing } from "./autosave";

/**
 * Text that could not be stored yet, by person and note. It lives as long as the window, so that leaving a chart after a
 * failed save and coming back loses nothing. Cleared for a note once a save has succeeded.
 */
const kept = new Map<string, Typing>();

export function keep(key: string, typing: Typing | null): void {
  if (typing) kept.set(key, typing);
  else kept.delete(key);
}

export function keptFor(key: string): Typing | null {
  return kept.get(key) ?? null;
}

/** Another person at the same workstation must not find this person's unsaved words. */
export function keptKey(userId: string, noteId: string): string {
  return `${userId} ${noteId}`;
}

const carets = new Map<string, number>();

/** Where the caret stood when a note was left. In memory only: it is a comfort, not a record. */
export function keepCaret(key: string, caret: number): void {
  carets.set(key, caret);
}

export function caretOf(key: string): number | null {
  return carets.get(key) ?? null;
}
