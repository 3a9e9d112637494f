import { t } from "@lingui/core/macro";
import type { TransmissionRoute } from "../../api/bindings";

/** The route as it stands in the form: numbers as typed, and a token that is only ever written. */
export interface RouteDraft extends Omit<TransmissionRoute, "give_up_hours" | "poll_seconds"> {
  give_up_hours: string;
  poll_seconds: string;
  token: string;
  removeToken: boolean;
}

export function routeDraftOf(route: TransmissionRoute): RouteDraft {
  return {
    ...route,
    give_up_hours: String(route.give_up_hours),
    poll_seconds: String(route.poll_seconds),
    token: "",
    removeToken: false,
  };
}

interface Route {
  route: TransmissionRoute;
  /** Nothing keeps the one before, an empty one removes it. */
  token: string | null;
  /** What can be said before the record is asked: only that a number is none. */
  faults: Partial<Record<keyof TransmissionRoute, string>>;
}

/** What a draft asks for. */
export function routeOf(draft: RouteDraft): Route {
  const faults: Route["faults"] = {};
  const whole = (field: "give_up_hours" | "poll_seconds"): number => {
    const text = draft[field].trim();
    if (!/^\d{1,6}$/.test(text)) faults[field] = t`Enter a whole number.`;
    return Number.parseInt(text, 10) || 0;
  };
  return {
    route: {
      connection: draft.connection,
      folder: draft.folder.trim(),
      url: draft.url.trim(),
      ca_pem: draft.ca_pem.trim(),
      sender_id: draft.sender_id.trim(),
      give_up_hours: whole("give_up_hours"),
      poll_seconds: whole("poll_seconds"),
    },
    token: draft.removeToken ? "" : draft.token.trim() || null,
    faults,
  };
}

/** Whether two routes say the same, in whatever order their fields come. */
export function sameRoute(one: TransmissionRoute, other: TransmissionRoute): boolean {
  return (Object.keys(one) as (keyof TransmissionRoute)[]).every((field) => one[field] === other[field]);
}
