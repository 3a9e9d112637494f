import { describe, expect, it } from "vitest";
import type { InboundView, PrescriptionDraft, TransmissionView } from "../../api/bindings";
import { changedDraft, editsOf } from "./edits";
import { mayDo, mayDoOut, needsAPerson, nextStep } from "./words";

const out = (more: Partial<TransmissionView>): TransmissionView =>
  ({
    kind: "new_rx",
    route: "electronic",
    state: "sent",
    attention: null,
    settled: false,
    attempts: 1,
    elsewhere: false,
    ...more,
  }) as TransmissionView;
const inbound = (more: Partial<InboundView>): InboundView =>
  ({ state: "waiting", closed_at: null, ...more }) as InboundView;

describe("what may be done with a message", () => {
  it("what_was_given_up_can_be_tried_again_and_what_is_there_can_be_taken_back", () => {
    expect(mayDoOut(out({ state: "expired" }))).toEqual({ retry: true, cancel: true, settle: true });
    expect(mayDoOut(out({ state: "verified" }))).toEqual({ retry: false, cancel: true, settle: false });
    expect(mayDoOut(out({ state: "rejected" }))).toEqual({ retry: false, cancel: false, settle: true });
  });
  it("what_another_workstation_sends_and_what_is_on_paper_is_not_tried_here", () => {
    expect(mayDoOut(out({ state: "queued", elsewhere: true })).retry).toBe(false);
    expect(mayDoOut(out({ state: "expired", route: "print" }))).toEqual({ retry: false, cancel: false, settle: true });
  });
  it("what_somebody_settled_asks_for_nothing", () => {
    const settled = out({ state: "rejected", settled: true, attention: "two answers" });
    expect(needsAPerson(settled)).toBe(false);
    expect(nextStep(settled)).toBeNull();
    expect(nextStep(out({ attention: "two answers" }))).toMatch(/Call the pharmacy/);
  });
  it("a_request_is_answered_once_its_patient_is_known_and_never_after", () => {
    expect(mayDo(inbound({}))).toEqual({ answer: true, assign: false, file: true });
    expect(mayDo(inbound({ state: "unmatched" }))).toEqual({ answer: false, assign: true, file: true });
    expect(mayDo(inbound({ state: "answered", closed_at: "2026-11-20T10:00:00Z" }))).toEqual({
      answer: false,
      assign: false,
      file: false,
    });
  });
});

describe("what is changed before it is granted", () => {
  const draft = {
    product: "lisinopril|10 mg|tablet",
    display: "Lisinopril 10 mg tablet",
    sig: "1 tab po daily",
    quantity: "30",
    days_supply: 30,
    refills: 2,
  } as PrescriptionDraft;
  it("nothing_is_sent_when_it_is_granted_as_asked", () => {
    expect(changedDraft(draft, editsOf(draft), false)).toBeNull();
    expect(changedDraft(draft, editsOf(draft), true)).toEqual(draft);
  });
  it("another_quantity_lasts_another_time", () => {
    const changed = changedDraft(draft, { ...editsOf(draft), quantity: "90" }, false);
    expect(changed).toMatchObject({ quantity: "90", days_supply: null, refills: 2 });
  });
});
