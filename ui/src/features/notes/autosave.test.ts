import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { autosave, type SaveState, type Typing } from "./autosave";
import { emptyBody } from "./noteBody";

const typing = (text: string): Typing => ({ body: emptyBody(), text, caret: text.length });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("keeping what was typed", () => {
  it("keeps_the_text_400_ms_after_the_last_key", async () => {
    const save = vi.fn(async () => ({ saved_at: "2026-11-20T09:52:00Z" }));
    const states: SaveState[] = [];
    const note = autosave(save, (state) => states.push(state));
    note.typed(typing("a"));
    await vi.advanceTimersByTimeAsync(300);
    note.typed(typing("ab"));
    await vi.advanceTimersByTimeAsync(399);
    expect(save).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(save).toHaveBeenCalledTimes(1);
    expect(save).toHaveBeenCalledWith(expect.objectContaining({ text: "ab" }));
    expect(states.at(-1)).toEqual({ state: "saved", at: "2026-11-20T09:52:00Z" });
    expect(note.unsaved()).toBeNull();
  });

  it("a_full_disk_keeps_the_text_in_memory_and_a_retry_saves_it", async () => {
    let full = true;
    const kept: string[] = [];
    const states: SaveState[] = [];
    const note = autosave(
      async (one) => {
        if (full) throw { kind: "storage_full", message: "The disk is full." };
        kept.push(one.text);
        return { saved_at: "now" };
      },
      (state) => states.push(state),
    );
    note.typed(typing("crackles right base"));
    await vi.advanceTimersByTimeAsync(400);
    expect(states.at(-1)).toMatchObject({ state: "failed", error: { kind: "storage_full" } });
    expect(note.unsaved()?.text).toBe("crackles right base");
    full = false;
    await note.retry();
    expect(kept).toEqual(["crackles right base"]);
    expect(note.unsaved()).toBeNull();
  });

  it("text_typed_while_a_save_is_under_way_is_saved_afterwards_not_lost", async () => {
    const kept: string[] = [];
    let finish: () => void = () => undefined;
    const note = autosave(
      (one) =>
        new Promise((resolve) => {
          finish = () => {
            kept.push(one.text);
            resolve({ saved_at: "now" });
          };
        }),
      () => undefined,
    );
    note.typed(typing("first"));
    await vi.advanceTimersByTimeAsync(400);
    note.typed(typing("first second"));
    await vi.advanceTimersByTimeAsync(400);
    finish();
    await vi.advanceTimersByTimeAsync(0);
    finish();
    await vi.advanceTimersByTimeAsync(0);
    expect(kept).toEqual(["first", "first second"]);
  });

  it("leaving_the_note_keeps_the_last_letters_without_waiting", async () => {
    const save = vi.fn(async () => ({ saved_at: "now" }));
    const note = autosave(save, () => undefined);
    note.typed(typing("last word"));
    await note.flush();
    expect(save).toHaveBeenCalledWith(expect.objectContaining({ text: "last word" }));
  });

  it("nothing_typed_means_nothing_is_sent", async () => {
    const save = vi.fn(async () => ({ saved_at: "now" }));
    await autosave(save, () => undefined).flush();
    expect(save).not.toHaveBeenCalled();
  });
});
