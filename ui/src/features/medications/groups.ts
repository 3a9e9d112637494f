import type { MedicationRequest } from "../../api/bindings";

/** The parts of the medication list, in the order they are shown. */
export type Group = "here" | "held" | "elsewhere" | "over";

export const GROUPS: readonly Group[] = ["here", "held", "elsewhere", "over"];

/** Where a medication stands on the card. What is paused stands together, whoever prescribed it. */
export function groupOf(order: MedicationRequest): Group {
  if (order.status === "on-hold") return "held";
  if (order.status !== "active") return "over";
  return order.reported ? "elsewhere" : "here";
}

/** The list in its groups; empty ones are left out. Over-the-counter medicines follow those of other prescribers. */
export function grouped(orders: readonly MedicationRequest[]): { group: Group; orders: MedicationRequest[] }[] {
  return GROUPS.map((group) => ({
    group,
    orders: orders
      .filter((order) => groupOf(order) === group)
      .sort((a, b) => Number(a.over_the_counter) - Number(b.over_the_counter)),
  })).filter(({ orders }) => orders.length > 0);
}

/** Whether the day a medication was held until has come. */
export function holdIsOver(order: MedicationRequest, today: string): boolean {
  return order.status === "on-hold" && order.hold_until !== null && order.hold_until <= today;
}
