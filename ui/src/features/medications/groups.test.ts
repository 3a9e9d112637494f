import { describe, expect, it } from "vitest";
import type { MedicationRequest } from "../../api/bindings";
import { grouped, groupOf, holdIsOver } from "./groups";

const order = (change: Partial<MedicationRequest>): MedicationRequest =>
  ({
    id: "m",
    display: "Lisinopril 20 mg tablet",
    status: "active",
    reported: false,
    over_the_counter: false,
    hold_until: null,
    ...change,
  }) as MedicationRequest;

describe("the groups of the medication list", () => {
  it("what_is_paused_stands_together_whoever_prescribed_it", () => {
    expect(groupOf(order({ status: "on-hold", reported: true }))).toBe("held");
    expect(groupOf(order({ reported: true }))).toBe("elsewhere");
    expect(groupOf(order({ status: "completed" }))).toBe("over");
    expect(groupOf(order({}))).toBe("here");
  });

  it("empty_groups_are_left_out_and_the_shelf_follows_other_prescribers", () => {
    const list = grouped([
      order({ id: "otc", reported: true, over_the_counter: true }),
      order({ id: "outside", reported: true }),
      order({ id: "own" }),
    ]);
    expect(list.map(({ group, orders }) => [group, orders.map((one) => one.id)])).toEqual([
      ["here", ["own"]],
      ["elsewhere", ["outside", "otc"]],
    ]);
  });

  it("a_hold_is_over_on_its_day_and_never_without_one", () => {
    const held = order({ status: "on-hold", hold_until: "2026-11-20" });
    expect(holdIsOver(held, "2026-11-19")).toBe(false);
    expect(holdIsOver(held, "2026-11-20")).toBe(true);
    expect(holdIsOver(order({ status: "on-hold" }), "2026-11-20")).toBe(false);
  });
});
