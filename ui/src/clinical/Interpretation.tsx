import { useLingui } from "@lingui/react/macro";
import styles from "./Interpretation.module.css";

/** H or L beside an abnormal value, with the whole word for those who listen instead of look. */
export function InterpretationMark({ code }: { code: string }) {
  const { t } = useLingui();
  const words: Record<string, string> = {
    H: t`high`,
    L: t`low`,
    HH: t`critically high`,
    LL: t`critically low`,
    A: t`abnormal`,
  };
  const word = words[code];
  if (!word) return null;
  return (
    <span className={styles.mark} data-critical={code.length === 2 || undefined}>
      <span aria-hidden>{code}</span>
      <span className={styles.hidden}>{word}</span>
    </span>
  );
}

/** True for a value that has to stand out: everything that carries a known abnormal letter. */
export function isAbnormal(code: string | null | undefined): boolean {
  return code === "H" || code === "L" || code === "HH" || code === "LL" || code === "A";
}
