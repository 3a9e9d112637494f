import { afterEach, describe, expect, it } from "vitest";
import { dayText, dayTimeText, localDayOf, minutesBetween, partialDateText, setClinicalZone, timeText } from "./dates";

const plain = (text: string): string => text.replaceAll("\u00a0", " ");

afterEach(() => setClinicalZone(undefined));

describe("dates in the chart", () => {
  it("writes_a_birth_year_alone_without_inventing_a_day", () => {
    expect(plain(partialDateText("1959-03-14"))).toBe("14 Mar 1959");
    expect(plain(partialDateText("1959-03"))).toBe("Mar 1959");
    expect(partialDateText("1959")).toBe("1959");
  });

  it("writes_moments_in_the_practice_zone_not_the_workstation_zone", () => {
    setClinicalZone("America/Denver");
    expect(timeText("2026-11-20T16:41:00Z")).toBe("09:41");
    expect(plain(dayText("2026-11-21T02:00:00Z"))).toBe("20 Nov 2026");
    expect(localDayOf("2026-11-21T02:00:00Z")).toBe("2026-11-20");
    expect(plain(dayTimeText("2026-11-20T16:41:00Z"))).toBe("Fri 20 Nov 2026, 09:41");
  });

  it("an_unknown_zone_or_moment_never_blanks_a_date", () => {
    setClinicalZone("Mars/Olympus");
    expect(plain(dayText("2026-11-20T12:00:00Z"))).toMatch(/Nov 2026/);
    expect(timeText("soon")).toBe("soon");
  });

  it("a_visit_that_starts_in_the_future_has_lasted_no_minutes", () => {
    expect(minutesBetween("2026-11-20T10:00:00Z", "2026-11-20T09:00:00Z")).toBe(0);
    expect(minutesBetween("2026-11-20T09:41:00Z", "2026-11-20T09:52:30Z")).toBe(11);
  });
});
