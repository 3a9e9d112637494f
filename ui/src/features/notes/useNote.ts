import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Composition, NoteDraft } from "../../api/bindings";
import { call } from "../../api/call";
import { useBeforeLock } from "../../app/lock";
import { autosave, type SaveState, type Typing } from "./autosave";
import { caretOf, keep, keepCaret, keptFor, keptKey } from "./kept";
import { type NoteNode, noteBody, noteText } from "./noteBody";

/** Where an open note starts from: what was typed last wins over what was stored as a version. */
export function startOf(
  note: Composition,
  draft: NoteDraft | null,
  memory: Typing | null = null,
): { body: NoteNode; caret: number | null; restored: boolean } {
  if (memory) return { body: memory.body, caret: memory.caret, restored: true };
  if (draft && draft.note_id === note.id) return { body: noteBody(draft.body), caret: draft.caret, restored: true };
  return { body: noteBody(note.body), caret: null, restored: false };
}

/** The text of one open note: kept after every pause, made a version on leaving. */
export function useNote(note: Composition, draft: NoteDraft | null, userId: string) {
  const noteId = note.id;
  const key = keptKey(userId, noteId);
  // The start is taken once per note: a later refresh of the chart must not replace what is being typed.
  const [start] = useState(() => {
    const from = startOf(note, draft, keptFor(key));
    return { ...from, caret: from.caret ?? caretOf(key) };
  });
  const current = useRef<Typing>({ body: start.body, text: noteText(start.body), caret: start.caret ?? 0 });
  const changed = useRef(start.restored);
  const signed = useRef(false);
  const [state, setState] = useState<SaveState>(
    draft && start.restored ? { state: "saved", at: draft.saved_at } : { state: "clean" },
  );

  const saver = useMemo(
    () =>
      autosave(async (typing) => {
        const saved = await call("save_draft", { note_id: noteId, ...typing });
        keep(key, null);
        return saved;
      }, setState),
    [noteId, key],
  );

  const typed = useCallback(
    (typing: Typing) => {
      current.current = typing;
      changed.current = true;
      keep(key, typing);
      saver.typed(typing);
    },
    [saver, key],
  );

  const checkpoint = useCallback(async (): Promise<void> => {
    await saver.flush();
    if (!changed.current || signed.current || saver.unsaved()) return;
    const { body, text } = current.current;
    changed.current = false;
    // The version that is made now takes the draft's place, and versions know no caret.
    keepCaret(key, current.current.caret);
    try {
      await call("save_note", { note_id: noteId, body, text });
    } catch {
      // The draft is already safe on the device; the version is made at the next leaving.
      changed.current = true;
    }
  }, [saver, noteId, key]);

  useBeforeLock(checkpoint);
  useEffect(() => {
    const hidden = (): void => {
      if (document.visibilityState === "hidden") void saver.flush();
    };
    const leaving = (): void => void saver.flush();
    document.addEventListener("visibilitychange", hidden);
    window.addEventListener("pagehide", leaving);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      window.removeEventListener("pagehide", leaving);
      void checkpoint();
    };
  }, [saver, checkpoint]);

  return {
    start,
    state,
    typed,
    /** The note as it stands on the screen. */
    now: () => current.current,
    flush: saver.flush,
    retry: saver.retry,
    /** After signing there is nothing left to keep. */
    close: () => {
      signed.current = true;
      keep(key, null);
    },
  };
}

export type OpenNote = ReturnType<typeof useNote>;
