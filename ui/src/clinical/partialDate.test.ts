import { describe, expect, it } from "vitest";
import { readPartialDate } from "./partialDate";

describe("a date known in part", () => {
  it("reads_year_month_and_day_as_far_as_typed", () => {
    expect(readPartialDate("2019")).toBe("2019");
    expect(readPartialDate("3/2019")).toBe("2019-03");
    expect(readPartialDate("3/14/2019")).toBe("2019-03-14");
    expect(readPartialDate(" 2019-3-4 ")).toBe("2019-03-04");
  });

  it("refuses_the_thirtieth_of_february_and_a_thirteenth_month", () => {
    expect(readPartialDate("2/30/2019")).toBeNull();
    expect(readPartialDate("2019-13")).toBeNull();
    expect(readPartialDate("last spring")).toBeNull();
  });

  it("knows_leap_years", () => {
    expect(readPartialDate("2/29/2024")).toBe("2024-02-29");
    expect(readPartialDate("2/29/2023")).toBeNull();
  });
});
