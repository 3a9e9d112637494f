import { describe, expect, it } from "vitest";
import type { ReconcilePreview, ReconcileRow } from "../../../api/bindings";
import { overridesOf, unanswered } from "../../../clinical/findingAnswers";
import { choiceOf, decide, sent, serious, undecided } from "./decisions";

const row = (key: string, more: Partial<ReconcileRow> = {}): ReconcileRow => ({
  key,
  kind: "differs",
  here: null,
  outside: [],
  choices: ["keep", "change", "stop", "skip"],
  settled: null,
  note: null,
  ...more,
});
const preview = (findings: { key: string; tier: string; needs_answer: boolean }[]): ReconcilePreview =>
  ({ findings: findings.map(({ key, tier, needs_answer }) => ({ finding: { key, tier }, needs_answer })) }) as never;

describe("deciding rows", () => {
  it("a_key_decides_and_the_same_key_takes_it_back", () => {
    const once = decide(new Map(), row("a"), "stop");
    expect(choiceOf(row("a"), once)).toBe("stop");
    expect(choiceOf(row("a"), decide(once, row("a"), "stop"))).toBeNull();
  });
  it("what_a_row_does_not_offer_cannot_be_pressed", () => {
    expect(decide(new Map(), row("a"), "add").size).toBe(0);
  });
  it("what_is_the_same_needs_no_key_and_a_row_that_is_gone_is_not_sent", () => {
    const rows = [row("a", { settled: "keep" }), row("b")];
    expect(undecided(rows, new Map())).toBe(1);
    expect(
      sent(
        rows,
        new Map([
          ["gone", "stop"],
          ["b", "change"],
        ] as const),
      ),
    ).toEqual([{ key: "b", choice: "change" }]);
  });
});

describe("answering findings of the list as it would be", () => {
  const both = preview([
    { key: "stop", tier: "contraindicated", needs_answer: true },
    { key: "high", tier: "high", needs_answer: true },
    { key: "old", tier: "high", needs_answer: false },
  ]);
  it("a_contraindication_wants_a_code_and_words_and_a_high_finding_an_acknowledgement", () => {
    expect(unanswered(serious(both), {})).toEqual(["stop", "high"]);
    const short = { stop: { acknowledged: true, code: "benefit", words: "ok" } };
    expect(unanswered(serious(both), short)).toEqual(["stop", "high"]);
    const answers = {
      stop: { acknowledged: false, code: "benefit", words: "Hospital knows" },
      high: { acknowledged: true, code: null, words: "" },
    };
    expect(unanswered(serious(both), answers)).toEqual([]);
    expect(overridesOf(serious(both), answers, "Acknowledged")).toEqual([
      { finding_key: "stop", code: "benefit", reason: "Hospital knows" },
      { finding_key: "high", code: null, reason: "Acknowledged" },
    ]);
  });
});
