import { describe, expect, it } from "vitest";
import type { RefillRow } from "../../api/bindings";
import { chosen, marked } from "./marks";

const row = (id: string, reasons: string[] = []): RefillRow => ({ order: { id }, reasons }) as unknown as RefillRow;

describe("marking refills", () => {
  it("a_second_press_takes_the_mark_back", () => {
    const once = marked(new Set(), row("a"));
    expect([...once]).toEqual(["a"]);
    expect([...marked(once, row("a"))]).toEqual([]);
  });

  it("what_is_not_safe_is_never_marked_and_drops_out_when_it_stops_being_safe", () => {
    expect([...marked(new Set(), row("a", ["Potassium is overdue."]))]).toEqual([]);
    const rows = [row("a", ["Potassium is overdue."]), row("b")];
    expect(chosen(rows, new Set(["a", "b"])).map((one) => one.order.id)).toEqual(["b"]);
  });
});
