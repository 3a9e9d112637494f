import { useLingui } from "@lingui/react/macro";
import { curveMonotoneX, line } from "d3-shape";
import { useLayoutEffect, useRef, useState } from "react";
import type { Series } from "../api/bindings";
import { dayText } from "./dates";
import { isAbnormal } from "./Interpretation";
import styles from "./TrendChart.module.css";
import { keepUnits, testName, unitText } from "./text";
import { trendGeometry } from "./trend";

const HEIGHT = 132;

/**
 * One measurement over time. The picture carries a sentence for those who do not see it; the caller
 * always shows the table twin beside or below it.
 */
export function TrendChart({ series }: { series: Series }) {
  const { t } = useLingui();
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(318);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = (): void => setWidth(Math.max(200, Math.floor(element.clientWidth)));
    measure();
    if (typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const points = [...series.points].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return null;
  const label = keepUnits(series.unit === "%" ? `${last.text}%` : last.text);
  const number = (value: string | null): number | null => (value === null || value === "" ? null : Number(value));
  const made = trendGeometry({
    points,
    low: number(series.reference_low),
    high: number(series.reference_high),
    width,
    height: HEIGHT,
    labelRoom: Math.min(80, 14 + label.length * 8),
  });
  const path =
    line<{ x: number; y: number }>(
      (point) => point.x,
      (point) => point.y,
    ).curve(curveMonotoneX)(made.points) ?? "";
  const end = made.points.at(-1);
  const count = points.length;
  const sentence = t`${testName(series.display)}: ${count} results from ${dayText(first.at)} (${first.text}) to ${dayText(last.at)} (${last.text} ${unitText(series.unit)}).`;

  return (
    <div ref={box} className={styles.box}>
      <svg
        width={width}
        height={HEIGHT}
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="img"
        aria-label={sentence}
        className={styles.chart}
      >
        {made.band ? (
          <rect
            className={styles.band}
            x={made.plot.left}
            width={made.plot.right - made.plot.left}
            y={made.band.y}
            height={made.band.height}
          />
        ) : null}
        {made.yTicks.map((tick) => (
          <g key={tick.text}>
            <line className={styles.grid} x1={made.plot.left} x2={made.plot.right} y1={tick.y} y2={tick.y} />
            <text className={styles.tick} x={made.plot.left - 7} y={tick.y + 4} textAnchor="end">
              {tick.text}
            </text>
          </g>
        ))}
        {made.xTicks.map((tick) => (
          <text key={tick.text} className={styles.tick} x={tick.x} y={HEIGHT - 3} textAnchor="middle">
            {tick.text}
          </text>
        ))}
        <path className={styles.line} d={path} />
        {made.points.map((point) => (
          <circle
            key={point.index}
            className={styles.point}
            cx={point.x}
            cy={point.y}
            r={2.8}
            data-abnormal={isAbnormal(points[point.index]?.interpretation) || undefined}
          >
            <title>{`${dayText(points[point.index]?.at ?? "")}: ${points[point.index]?.text ?? ""} ${unitText(series.unit)}`}</title>
          </circle>
        ))}
        {end ? (
          <text className={styles.label} x={end.x + 8} y={end.y + 4}>
            {label}
          </text>
        ) : null}
      </svg>
    </div>
  );
}
