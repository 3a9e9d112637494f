import { QueryClient } from "@tanstack/react-query";
import type { Change } from "./bindings";

/**
 * The cache of the command layer. The record is local, so nothing is ever stale by age: only what a command says it
 * changed is asked for again. "always" keeps queries running without internet.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { networkMode: "always", retry: false, staleTime: Number.POSITIVE_INFINITY, refetchOnWindowFocus: false },
    mutations: { networkMode: "always", retry: false },
  },
});

/** Pages that gather several resources of one patient. */
const PATIENT_VIEWS = new Set(["chart", "timeline", "observation_series", "problem_list", "medication_list"]);

/** Lists that depend on a resource whatever the patient. */
const LISTS: Record<string, string[]> = {
  patient_list: ["patient", "encounter"],
  recent_patients: ["patient", "encounter"],
  patient: ["patient"],
  pharmacy_choices: ["patient", "pharmacy", "medication_request"],
  outbox: ["transmission", "inbound_message", "transmission_route"],
  outbox_count: ["transmission", "inbound_message"],
  prescription_routes: [
    "medication_request",
    "pharmacy",
    "transmission",
    "transmission_route",
    "practitioner",
    "patient",
  ],
  transmission_route: ["transmission_route"],
  refill_queue: ["medication_request", "allergy_intolerance", "observation", "encounter"],
  practice_settings: ["organization", "location"],
  practitioner_list: ["practitioner", "user"],
  preferences: ["preference"],
  app_status: ["organization", "practitioner", "user"],
};

const plain = (name: string) => name.toLowerCase().replaceAll("_", "");

/** Whether a query with this key shows something the change touched. Keys are [resource, patientId, …]. */
export function touches(key: readonly unknown[], change: Change): boolean {
  const [name, patient] = key;
  if (typeof name !== "string") return false;
  if (PATIENT_VIEWS.has(name))
    return change.patient_id === patient || (plain(change.resource) === "patient" && change.id === patient);
  if (LISTS[name]) return LISTS[name].some((resource) => plain(resource) === plain(change.resource));
  if (plain(name) !== plain(change.resource)) return false;
  return (
    typeof patient !== "string" || change.patient_id === null || patient === change.patient_id || patient === change.id
  );
}

/** Asks again for exactly what was touched, each query once. */
export function applyChanges(changes: readonly Change[]): void {
  if (changes.length === 0) return;
  void queryClient.invalidateQueries({
    predicate: (query) => changes.some((change) => touches(query.queryKey, change)),
  });
}
