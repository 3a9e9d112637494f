import { describe, expect, it } from "vitest";
import type { CheckReport, Finding } from "../../../api/bindings";
import {
  type Answer,
  choicesFor,
  holdsOf,
  isOverriding,
  isResolved,
  keepAnswers,
  NO_ANSWER,
  overridesOf,
  unresolved,
} from "./resolution";

const finding = (change: Partial<Finding> = {}): Finding => ({
  kind: "interaction",
  tier: "contraindicated",
  key: "statin-cyp3a4:clarithromycin:simvastatin",
  title: "Clarithromycin + simvastatin",
  mechanism: "",
  management: "",
  evidence: null,
  source: "",
  source_date: "",
  rule: "",
  facts: [],
  other_id: "m-simvastatin",
  alternatives: [{ ingredient: "azithromycin", text: "500 mg day 1" }],
  would_change: [],
  wide_net: false,
  ...change,
});

const report = (...findings: Finding[]): CheckReport => ({
  findings,
  clear: [],
  not_checked: [],
  remembered: [],
  adjusted: [],
  checked_against: "",
  data_date: "",
  data_warning: null,
  micros: 1,
});

const answer = (change: Partial<Answer>): Answer => ({ ...NO_ANSWER, ...change });

describe("answering a safety finding", () => {
  it("nothing_is_chosen_beforehand_and_an_unanswered_contraindication_stops_the_order", () => {
    expect(unresolved(report(finding()), {})).toHaveLength(1);
    expect(NO_ANSWER.choice).toBeNull();
  });

  it("an_override_needs_both_a_coded_reason_and_four_characters", () => {
    const override = { choice: { way: "override" as const } };
    expect(isResolved(finding(), answer({ ...override, words: "Stopped by cardiology" }))).toBe(false);
    expect(isResolved(finding(), answer({ ...override, code: "benefit", words: "  ok " }))).toBe(false);
    expect(isResolved(finding(), answer({ ...override, code: "benefit", words: "....." }))).toBe(false);
    expect(isResolved(finding(), answer({ ...override, code: "benefit", words: "Stopped by cardiology" }))).toBe(true);
  });

  it("choosing_an_alternative_does_not_allow_staging_the_contraindicated_drug", () => {
    expect(isResolved(finding(), answer({ choice: { way: "alternative", index: 0 } }))).toBe(false);
  });

  it("holding_the_other_drug_resolves_and_sends_its_id", () => {
    const answers = { [finding().key]: answer({ choice: { way: "hold" } }) };
    expect(unresolved(report(finding()), answers)).toEqual([]);
    expect(holdsOf(report(finding()), answers)).toEqual(["m-simvastatin"]);
    expect(overridesOf(report(finding()), answers, "Acknowledged")).toEqual([]);
    expect(isOverriding(report(finding()), answers)).toBe(false);
  });

  it("an_allergy_cannot_be_put_on_hold", () => {
    expect(choicesFor(finding({ kind: "allergy", alternatives: [] })).map((choice) => choice.way)).toEqual([
      "override",
    ]);
    expect(choicesFor(finding()).map((choice) => choice.way)).toEqual(["alternative", "hold", "override"]);
  });

  it("a_high_finding_needs_one_acknowledgement_and_a_moderate_none", () => {
    const high = finding({ tier: "high", key: "h" });
    const moderate = finding({ tier: "moderate", key: "m" });
    expect(unresolved(report(high, moderate), {}).map((one) => one.key)).toEqual(["h"]);
    const answers = { h: answer({ acknowledged: true, code: "will-monitor" }) };
    expect(unresolved(report(high, moderate), answers)).toEqual([]);
    expect(overridesOf(report(high, moderate), answers, "Acknowledged")).toEqual([
      { finding_key: "h", code: "will-monitor", reason: "Acknowledged" },
    ]);
  });

  it("the_contraindication_is_asked_about_before_the_high_finding", () => {
    const high = finding({ tier: "high", key: "h" });
    expect(unresolved(report(high, finding()), {}).map((one) => one.tier)).toEqual(["contraindicated", "high"]);
  });

  it("an_answer_does_not_outlive_the_finding_it_answered", () => {
    const answers = { [finding().key]: answer({ acknowledged: true }), gone: answer({ acknowledged: true }) };
    expect(Object.keys(keepAnswers(answers, report(finding())))).toEqual([finding().key]);
  });
});
