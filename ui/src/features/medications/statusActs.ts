import { t } from "@lingui/core/macro";
import type { MedicationRequest } from "../../api/bindings";
import { call } from "../../api/call";
import { toast } from "../../components/toasts";

export interface GivenReason {
  /** A code of the listed reasons. */
  code: string | null;
  /** In words. */
  reason: string;
  /** The last day taken, or the day it is held until. */
  day: string | null;
}

/** Stops a medication; the toast takes it back. */
export async function stop(order: MedicationRequest, given: GivenReason): Promise<void> {
  await call("stop_medication", { id: order.id, code: given.code, reason: given.reason, on: given.day });
  toast({ text: t`${order.display} stopped`, undo: () => again(order) });
}

/** Pauses a medication; the toast takes it back. */
export async function hold(order: MedicationRequest, given: GivenReason): Promise<void> {
  await call("hold_medication", { id: order.id, code: given.code, reason: given.reason, until: given.day });
  toast({ text: t`${order.display} on hold`, undo: () => again(order) });
}

/** Goes on with a paused or ended medication; the toast puts it back to where it was. */
export async function resume(order: MedicationRequest): Promise<void> {
  await again(order);
  toast({ text: t`${order.display} resumed`, undo: () => asBefore(order) });
}

async function again(order: MedicationRequest): Promise<void> {
  await call("resume_medication", { id: order.id });
}

/** The words stay; a code that the lists no longer hold, such as one from an import, is left out. */
async function asBefore(order: MedicationRequest): Promise<void> {
  const reason = order.status_reason ?? t`As before`;
  if (order.status === "on-hold") {
    await call("hold_medication", { id: order.id, code: order.status_reason_code, reason, until: order.hold_until });
  } else {
    await call("stop_medication", { id: order.id, code: order.status_reason_code, reason, on: order.ended_on });
  }
}
