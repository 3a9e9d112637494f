import type { ReactNode } from "react";
import { cx } from "./cx";
import styles from "./Pill.module.css";

export type Tone = "plain" | "accent" | "contraindicated" | "high" | "moderate" | "info" | "ok" | "order";

interface PillProps {
  tone?: Tone;
  /** Filled instead of tinted: at most one on a screen. */
  solid?: boolean;
  icon?: ReactNode;
  /** Fully round: for a state such as "Room 2". */
  round?: boolean;
  className?: string;
  children: ReactNode;
}

/** A word with a tint. Severity is never colour alone: give the word, and an icon. */
export function Pill({ tone = "plain", solid, icon, round, className, children }: PillProps) {
  return (
    <span className={cx(styles.pill, styles[tone], solid && styles.solid, round && styles.round, className)}>
      {icon}
      <span>{children}</span>
    </span>
  );
}

/** A small count or letter, such as H or L after a value. */
export function Badge({ tone = "plain", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={cx(styles.badge, styles[tone])}>{children}</span>;
}

/** The round initials of a person who works here, or the square ones of a patient. */
export function Avatar({
  initials,
  square,
  size = 28,
}: {
  initials: string;
  square?: boolean;
  size?: 24 | 28 | 40 | 48;
}) {
  return (
    <span className={cx(styles.avatar, square && styles.square, styles[`size${size}`])} aria-hidden>
      {initials}
    </span>
  );
}
