import { t } from "@lingui/core/macro";
import type { InboundView, Route, TransmissionKind, TransmissionState, TransmissionView } from "../../api/bindings";

/** What a message to a pharmacy says. */
export function kindWord(kind: TransmissionKind): string {
  const words: Record<TransmissionKind, string> = {
    new_rx: t`Prescription`,
    cancel_rx: t`Cancellation`,
    rx_renewal_response: t`Answer to a renewal`,
    rx_change_response: t`Answer to a change`,
  };
  return words[kind];
}

/** Where a message stands, in a word or two. */
export function stateWord(state: TransmissionState): string {
  const words: Record<TransmissionState, string> = {
    queued: t`Waiting`,
    sent: t`Sent`,
    accepted: t`Accepted`,
    verified: t`Confirmed`,
    rejected: t`Rejected`,
    expired: t`Given up`,
    cancelled: t`Cancelled`,
  };
  return words[state];
}

export function routeWord(route: Route): string {
  const words: Record<Route, string> = { electronic: t`Electronic`, fax: t`Fax`, print: t`Paper` };
  return words[route];
}

/** Whether a person has to look at a message. */
export function needsAPerson(one: TransmissionView): boolean {
  return !one.settled && (one.attention !== null || one.state === "rejected" || one.state === "expired");
}

/** What to do next about a message, in a sentence; nothing when there is nothing to do. */
export function nextStep(one: TransmissionView): string | null {
  if (one.settled) return null;
  if (one.attention !== null) return t`Call the pharmacy, then note what it said.`;
  if (one.state === "rejected") return t`Put right what was refused and send it again, or give it out on paper.`;
  if (one.state === "expired") return t`Try again, or call the pharmacy and note what it said.`;
  if (one.elsewhere) return t`Another workstation sends it.`;
  if (one.state === "queued" && one.attempts > 0) return t`It is tried again by itself.`;
  return null;
}

/** What a pharmacy wants, in a word or two. */
export function inboundWord(one: Pick<InboundView, "kind" | "state">): string {
  if (one.kind === "rx_renewal_request") return t`Asks to renew`;
  if (one.kind === "rx_change_request") return t`Asks for a change`;
  if (one.kind === "rx_fill") return t`Says what was dispensed`;
  if (one.kind === "unreadable") return t`Unreadable`;
  return t`Reply`;
}

/** What may be done with an incoming message. */
export function mayDo(one: InboundView): { answer: boolean; assign: boolean; file: boolean } {
  const open = one.closed_at === null;
  return {
    answer: open && one.state === "waiting",
    assign: open && one.state === "unmatched",
    file: open && (one.state === "refused" || one.state === "unmatched" || one.state === "waiting"),
  };
}

/** What may be done with an outgoing message. */
export function mayDoOut(one: TransmissionView): { retry: boolean; cancel: boolean; settle: boolean } {
  const live = ["queued", "sent", "accepted", "verified", "expired"].includes(one.state);
  return {
    retry:
      !one.elsewhere &&
      !one.settled &&
      (one.state === "queued" || one.state === "expired") &&
      one.route === "electronic",
    cancel: one.kind === "new_rx" && one.route === "electronic" && live && !one.settled,
    settle: needsAPerson(one),
  };
}
