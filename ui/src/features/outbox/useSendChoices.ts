import { useState } from "react";
import type { MedicationRequest, PrescriptionRoutes, Route, SendPrescription } from "../../api/bindings";
import { useReadAll } from "../../api/useReadAll";

/** How each staged prescription leaves when it is signed: as suggested, or as chosen. */
export function useSendChoices(orders: readonly MedicationRequest[], enabled: boolean) {
  const [chosen, setChosen] = useState<Readonly<Record<string, Route>>>({});
  const routes = useReadAll(
    "prescription_routes",
    enabled
      ? orders.map((order) => ({
          key: ["prescription_routes", order.patient_id, order.id],
          request: { prescription_id: order.id, pharmacy_id: null },
        }))
      : [],
  );
  const of = (id: string): PrescriptionRoutes | undefined => routes[orders.findIndex((order) => order.id === id)];
  const routeOf = (id: string): Route | null => chosen[id] ?? of(id)?.suggested ?? null;
  const choose = (id: string, route: Route): void => setChosen((before) => ({ ...before, [id]: route }));
  /** What to send with the signature; a prescription whose ways could not be read is left for paper. */
  const send = (): SendPrescription[] =>
    orders.flatMap((order) => {
      const route = routeOf(order.id);
      return route ? [{ prescription_id: order.id, route, pharmacy_id: null, again: null }] : [];
    });
  return { of, routeOf, choose, send };
}

export type SendChoices = ReturnType<typeof useSendChoices>;
