import { beforeEach, describe, expect, it, vi } from "vitest";
import { forgetActs, toast, undoAct, undoLast } from "./toasts";

beforeEach(forgetActs);

describe("undo", () => {
  it("takes the last act back first, and each act only once", () => {
    const first = vi.fn();
    const second = { text: "Stopped", undo: vi.fn() };
    toast({ text: "Held", undo: first });
    toast(second);
    undoAct(second);
    undoAct(second);
    expect(second.undo).toHaveBeenCalledOnce();
    expect(undoLast()).toBe(true);
    expect(first).toHaveBeenCalledOnce();
    expect(undoLast()).toBe(false);
  });

  it("the next person at this screen cannot undo what the last one did", () => {
    const undo = vi.fn();
    toast({ text: "Stopped", undo });
    forgetActs();
    expect(undoLast()).toBe(false);
    expect(undo).not.toHaveBeenCalled();
  });
});
