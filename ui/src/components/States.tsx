import { Trans } from "@lingui/react/macro";
import { CircleAlert } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { CallError, sentenceOf } from "../api/call";
import { Button } from "./Button";
import { cx } from "./cx";
import styles from "./States.module.css";

/** One sentence, and the one useful thing to do. */
export function EmptyState({
  children,
  action,
  inline,
}: {
  children: ReactNode;
  action?: ReactNode;
  inline?: boolean;
}) {
  return (
    <div className={cx(styles.empty, inline && styles.inline)}>
      <p>{children}</p>
      {action}
    </div>
  );
}

interface ErrorStateProps {
  /** What failed, in words: "The chart could not be opened." */
  what: ReactNode;
  error: unknown;
  /** What is safe: "Nothing was changed." is said when left out. */
  safe?: ReactNode;
  onRetry?(): void;
}

/** What failed, what is safe, and another try. */
export function ErrorState({ what, error, safe, onRetry }: ErrorStateProps) {
  const code = error instanceof CallError ? `${error.command} · ${error.kind}` : null;
  return (
    <div className={styles.error} role="alert">
      <CircleAlert aria-hidden />
      <div>
        <div className={styles.what}>{what}</div>
        <p>{sentenceOf(error)}</p>
        <p className={styles.safe}>{safe ?? <Trans>Nothing was changed.</Trans>}</p>
        {code && <code className={styles.code}>{code}</code>}
        {onRetry && (
          <div>
            <Button size="small" onPress={onRetry}>
              <Trans>Retry</Trans>
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

interface NoticeProps {
  tone?: "info" | "warning" | "problem" | "ok";
  icon?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
  /** Read aloud when it appears. */
  announce?: boolean;
}

/** A line inside a form or page that says something the person should know. */
export function Notice({ tone = "info", icon, action, children, announce }: NoticeProps) {
  return (
    <div className={cx(styles.notice, styles[tone])} role={announce ? "alert" : undefined}>
      {icon}
      <div className={styles.noticeText}>{children}</div>
      {action}
    </div>
  );
}

/** Grey bars of the real row height. Nothing at all for the first 150 ms, so that a quick answer never flickers. */
export function Skeleton({ rows = 5, height = 28, label }: { rows?: number; height?: number; label?: string }) {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!due) return null;
  return (
    <div className={styles.skeleton} role="status">
      <span className="vh">{label ?? <Trans>Loading</Trans>}</span>
      {Array.from({ length: rows }, (_, at) => (
        <div key={at} className={styles.bar} style={{ height }} aria-hidden>
          <span style={{ width: `${68 - ((at * 17) % 40)}%` }} />
        </div>
      ))}
    </div>
  );
}

/** How far something has come; with no total it only says that it moves. */
export function Progress({ done, total, label }: { done: number; total: number | null; label: string }) {
  const share = total && total > 0 ? Math.min(1, done / total) : null;
  return (
    <div
      className={styles.progress}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === null ? undefined : Math.round(share * 100)}
    >
      <span
        className={cx(styles.done, share === null && styles.moving)}
        style={{ width: `${(share ?? 0.3) * 100}%` }}
      />
    </div>
  );
}
