import { describe, expect, it } from "vitest";
import { sparkPoints, trendGeometry } from "./trend";

const at = (year: number, month: number): string => new Date(Date.UTC(year, month, 1)).toISOString();

describe("trends", () => {
  it("a_rising_pressure_ends_higher_on_the_picture", () => {
    const placed = sparkPoints(
      [
        { at: at(2025, 0), value: 120 },
        { at: at(2026, 0), value: 148 },
      ],
      60,
      18,
    );
    expect(placed[0]?.[1]).toBeGreaterThan(placed[1]?.[1] ?? 99);
    expect(placed[1]?.[0]).toBe(57);
  });

  it("an_unchanged_weight_is_a_level_line_through_the_middle", () => {
    const placed = sparkPoints(
      [
        { at: at(2025, 0), value: 70 },
        { at: at(2026, 0), value: 70 },
      ],
      60,
      18,
    );
    expect(placed.map((point) => point[1])).toEqual([9, 9]);
  });

  it("points_are_spaced_by_time_not_by_number", () => {
    const placed = sparkPoints(
      [
        { at: at(2020, 0), value: 1 },
        { at: at(2025, 0), value: 2 },
        { at: at(2026, 0), value: 3 },
      ],
      60,
      18,
    );
    const [a, b, c] = placed.map((point) => point[0]);
    expect((b ?? 0) - (a ?? 0)).toBeGreaterThan(((c ?? 0) - (b ?? 0)) * 4);
  });

  it("the_reference_band_reaches_the_edge_when_only_one_limit_is_known", () => {
    const made = trendGeometry({
      points: [
        { at: at(2025, 0), value: 8.4 },
        { at: at(2026, 6), value: 6.9 },
      ],
      low: null,
      high: 7,
      width: 318,
      height: 130,
      labelRoom: 40,
    });
    expect(made.band).not.toBeNull();
    expect((made.band?.y ?? 0) + (made.band?.height ?? 0)).toBeCloseTo(made.plot.bottom, 0);
    expect(made.xTicks.map((tick) => tick.text)).toEqual(["2025", "2026"]);
  });

  it("a_single_result_stands_in_the_middle_and_has_finite_coordinates", () => {
    const made = trendGeometry({
      points: [{ at: at(2026, 0), value: 4.4 }],
      low: 3.5,
      high: 5.1,
      width: 300,
      height: 120,
      labelRoom: 40,
    });
    expect(made.points).toHaveLength(1);
    expect(Number.isFinite(made.points[0]?.x)).toBe(true);
    expect(Number.isFinite(made.points[0]?.y)).toBe(true);
  });
});
