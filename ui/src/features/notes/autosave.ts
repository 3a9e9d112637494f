import type { ApiError } from "../../api/bindings";
import type { NoteNode } from "./noteBody";

/** What has been typed, as it is sent to be kept. */
export interface Typing {
  body: NoteNode;
  text: string;
  caret: number;
}

export type SaveState =
  | { state: "clean" }
  | { state: "pending" }
  | { state: "saving" }
  | { state: "saved"; at: string }
  | { state: "failed"; error: ApiError };

interface Autosave {
  /** Something was typed; it is kept after a pause. */
  typed(typing: Typing): void;
  /** Keeps now what is not kept yet; resolves when done, also after a failure. */
  flush(): Promise<void>;
  /** Tries the last failed save again. */
  retry(): Promise<void>;
  /** The newest text that is not known to be on the device. */
  unsaved(): Typing | null;
}

/** Pause after the last key before typing is kept, ms. */
export const PAUSE_MS = 400;

/**
 * Keeps typing on the device: one save at a time, the newest text last. A failed save loses nothing,
 * because the text stays here until a later save succeeds.
 */
export function autosave(
  save: (typing: Typing) => Promise<{ saved_at: string }>,
  show: (state: SaveState) => void,
  pause = PAUSE_MS,
): Autosave {
  let waiting: Typing | null = null;
  let sending: Typing | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;

  async function drain(): Promise<void> {
    while (waiting) {
      sending = waiting;
      waiting = null;
      show({ state: "saving" });
      try {
        const { saved_at } = await save(sending);
        sending = null;
        show(waiting ? { state: "pending" } : { state: "saved", at: saved_at });
      } catch (error) {
        // Newer typing wins over the failed text; otherwise the failed text waits for the next try.
        waiting = waiting ?? sending;
        sending = null;
        show({ state: "failed", error: error as ApiError });
        return;
      }
    }
  }

  function run(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    if (!running) {
      running = drain().finally(() => {
        running = null;
      });
    }
    return running;
  }

  return {
    typed(typing) {
      waiting = typing;
      show({ state: "pending" });
      clearTimeout(timer);
      timer = setTimeout(() => void run(), pause);
    },
    flush: run,
    retry: run,
    unsaved: () => waiting ?? sending,
  };
}
