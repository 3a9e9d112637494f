import { line } from "d3-shape";
import styles from "./Sparkline.module.css";
import { sparkPoints } from "./trend";

interface SparklineProps {
  points: readonly { at: string; value: number }[];
  abnormal: boolean;
}

const WIDTH = 60;
const HEIGHT = 18;

/** The shape of the last values, oldest left. Decoration: the numbers stand beside it as text. */
export function Sparkline({ points, abnormal }: SparklineProps) {
  const placed = sparkPoints(points, WIDTH, HEIGHT);
  const last = placed.at(-1);
  if (placed.length < 2 || !last) return <span className={styles.empty} aria-hidden />;
  const path = line<[number, number]>()(placed) ?? "";
  return (
    <svg className={styles.spark} width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      <path d={path} className={styles.line} />
      <circle cx={last[0]} cy={last[1]} r={2.2} className={styles.dot} data-abnormal={abnormal || undefined} />
    </svg>
  );
}
