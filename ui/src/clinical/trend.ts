import { linear, rounded, ticksOf } from "./scale";

/** Geometry of trends, kept apart from drawing so that it can be tested without a browser. */

/** Places values left to right by time inside a box, with 3 px air on every side. */
export function sparkPoints(
  points: readonly { at: string; value: number }[],
  width: number,
  height: number,
): [number, number][] {
  const known = points.filter((point) => Number.isFinite(point.value));
  if (known.length === 0) return [];
  const times = known.map((point) => Date.parse(point.at));
  const values = known.map((point) => point.value);
  const x = linear([Math.min(...times), Math.max(...times)], [3, width - 3]);
  const low = Math.min(...values);
  const high = Math.max(...values);
  // Equal values would divide by zero and sit at the bottom: draw them through the middle.
  const y = low === high ? () => height / 2 : linear([low, high], [height - 3, 3]);
  return known.map((point, index) => [round(x(times[index] ?? 0)), round(y(point.value))]);
}

export interface Geometry {
  points: { x: number; y: number; index: number }[];
  yTicks: { y: number; text: string }[];
  xTicks: { x: number; text: string }[];
  band: { y: number; height: number } | null;
  plot: { left: number; right: number; top: number; bottom: number };
}

interface TrendInput {
  points: readonly { at: string; value: number }[];
  low: number | null;
  high: number | null;
  width: number;
  height: number;
  /** Room right of the last point for its label, px. */
  labelRoom: number;
}

/** Width of a year and the gap to the next, px. */
const YEAR_ROOM = 36;

/**
 * Lays out a series chart: about four value lines, a band where the reference range lies, years below.
 * Everything is in CSS px of a box `width` by `height`.
 */
export function trendGeometry({ points, low, high, width, height, labelRoom }: TrendInput): Geometry {
  const plot = { left: 26, right: Math.max(60, width - labelRoom), top: 8, bottom: height - 20 };
  const times = points.map((point) => Date.parse(point.at));
  const values = points.map((point) => point.value);
  const bounds = [...values];
  if (low !== null) bounds.push(low);
  if (high !== null) bounds.push(high);
  const smallest = Math.min(...bounds);
  const largest = Math.max(...bounds);
  const margin = largest === smallest ? Math.max(1, Math.abs(largest) * 0.1) : 0;
  const [domainLow, domainHigh] = rounded(smallest - margin, largest + margin, 4);
  const y = linear([domainLow, domainHigh], [plot.bottom, plot.top]);
  const first = Math.min(...times);
  const last = Math.max(...times);
  const x = linear([first, last === first ? first + 1 : last], [plot.left, plot.right]);
  const band =
    low === null && high === null
      ? null
      : (() => {
          const top = y(high ?? domainHigh);
          const bottom = y(low ?? domainLow);
          return { y: round(top), height: round(Math.max(0, bottom - top)) };
        })();
  return {
    plot,
    band,
    points: points.map((point, index) => ({
      x: round(last === first ? (plot.left + plot.right) / 2 : x(times[index] ?? first)),
      y: round(y(point.value)),
      index,
    })),
    yTicks: ticksOf(domainLow, domainHigh, 4).map((tick) => ({ y: round(y(tick)), text: String(tick) })),
    xTicks: yearTicks(first, last, (plot.right - plot.left) / YEAR_ROOM).map((tick) => ({
      x: round(x(tick.getTime())),
      text: String(tick.getUTCFullYear()),
    })),
  };
}

/** One mark a year, placed on its first of January when the series crosses it; thinned to at most six, and to those there is room for. */
function yearTicks(first: number, last: number, room: number): Date[] {
  if (!Number.isFinite(first) || !Number.isFinite(last)) return [];
  const from = new Date(first).getUTCFullYear();
  const to = new Date(last).getUTCFullYear();
  const ticks: Date[] = [];
  const step = Math.max(1, Math.ceil((to - from) / Math.max(1, Math.min(6, Math.floor(room)))));
  for (let year = from; year <= to; year += step) {
    const at = Date.UTC(year, 0, 1);
    if (at >= first && at <= last) ticks.push(new Date(at));
  }
  return ticks;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
