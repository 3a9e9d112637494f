import { describe, expect, it } from "vitest";
import { isNcpdpId, pharmacyDraftOf, pharmacyFaults, pharmacyMissing, saveOf } from "./pharmacyDraft";
import { routeDraftOf, routeOf, sameRoute } from "./routeDraft";

describe("a pharmacy as it is typed", () => {
  it("an_ncpdp_id_with_two_digits_swapped_does_not_fit", () => {
    for (const right of ["1234563", "5656559", "0127781"]) expect(isNcpdpId(right), right).toBe(true);
    for (const wrong of ["1234567", "2134563", "123456", "12345a3", ""]) expect(isNcpdpId(wrong), wrong).toBe(false);
  });

  it("how_it_is_reached_decides_which_number_is_needed", () => {
    const draft = { ...pharmacyDraftOf(null, "Alder"), transport: "fax" as const };
    expect(Object.keys(pharmacyMissing(draft))).toEqual(["fax"]);
    expect(Object.keys(pharmacyMissing({ ...draft, transport: "electronic" }))).toEqual(["ncpdp"]);
    expect(pharmacyMissing({ ...draft, transport: "print" })).toEqual({});
    expect(Object.keys(pharmacyFaults({ ...draft, zip: "1299", ncpdp: "1234567", npi: "12" })).sort()).toEqual([
      "ncpdp",
      "npi",
      "zip",
    ]);
  });

  it("empty_fields_are_kept_as_nothing_and_a_state_in_capitals", () => {
    const saved = saveOf({ ...pharmacyDraftOf(null, " Alder "), line1: " 14 Alder Lane ", state: "ny" }, null);
    expect(saved).toMatchObject({ name: "Alder", phone: null, ncpdp_id: null, services: ["retail"] });
    expect(saved.address).toEqual({ line: ["14 Alder Lane"], city: "", state: "NY", postal_code: "" });
  });
});

describe("the route as it is typed", () => {
  const route = {
    connection: "https" as const,
    folder: "",
    url: "https://bridge.example",
    ca_pem: "",
    sender_id: "7",
    give_up_hours: 24,
    poll_seconds: 60,
  };
  it("an_untouched_token_is_kept_and_a_removed_one_is_emptied", () => {
    expect(routeOf(routeDraftOf(route))).toEqual({ route, token: null, faults: {} });
    expect(routeOf({ ...routeDraftOf(route), token: " t0k " }).token).toBe("t0k");
    expect(routeOf({ ...routeDraftOf(route), token: "x", removeToken: true }).token).toBe("");
  });
  it("a_route_is_the_same_whatever_the_order_of_its_fields", () => {
    const { url, ...rest } = route;
    expect(sameRoute(route, { ...rest, url })).toBe(true);
    expect(sameRoute(route, { ...route, poll_seconds: 30 })).toBe(false);
  });
  it("hours_that_are_no_number_are_named", () => {
    expect(routeOf({ ...routeDraftOf(route), give_up_hours: "a day" }).faults).toHaveProperty("give_up_hours");
  });
});
