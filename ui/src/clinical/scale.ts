/**
 * Straight scales for charts. Written here because d3-scale brings libraries that write to inherited properties, which
 * the window's frozen Object.prototype forbids.
 */

/** Maps a domain onto a range; a domain without width lands in the middle. */
export function linear(domain: [number, number], range: [number, number]): (value: number) => number {
  const [low, high] = domain;
  const [start, end] = range;
  return (value) => start + (high === low ? 0.5 : (value - low) / (high - low)) * (end - start);
}

/** The step of 1, 2 or 5 times a power of ten that comes nearest to `count` steps. */
function stepOf(low: number, high: number, count: number): number {
  const wanted = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const rest = wanted / power;
  // The geometric means between 1, 2, 5 and 10.
  return power * (rest >= Math.sqrt(50) ? 10 : rest >= Math.sqrt(10) ? 5 : rest >= Math.SQRT2 ? 2 : 1);
}

/** Widens a domain to whole steps. */
export function rounded(low: number, high: number, count: number): [number, number] {
  if (!(high > low)) return [low, high];
  const step = stepOf(low, high, count);
  return [clean(Math.floor(low / step) * step), clean(Math.ceil(high / step) * step)];
}

/** The round values inside a domain. */
export function ticksOf(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low];
  const step = stepOf(low, high, count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, at) => clean((first + at) * step));
}

/** Removes what binary fractions leave behind: 0.30000000000000004 is 0.3. */
function clean(value: number): number {
  return Number(value.toPrecision(12));
}
