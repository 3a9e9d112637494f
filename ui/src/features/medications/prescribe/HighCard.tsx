import { Trans } from "@lingui/react/macro";
import { Check } from "lucide-react";
import type { Finding, OverrideReason } from "../../../api/bindings";
import { TierMark } from "../../../clinical/Tier";
import { keepUnits } from "../../../clinical/text";
import { Button } from "../../../components/Button";
import { FindingSource } from "./FindingSource";
import type { Answer } from "./resolution";
import styles from "./Safety.module.css";

interface HighCardProps {
  finding: Finding;
  answer: Answer;
  reasons: readonly OverrideReason[];
  solid: boolean;
  onAnswer: (next: Partial<Answer>) => void;
}

/** A serious, usually avoidable finding: open, and answered with one act, by a reason or without. */
export function HighCard({ finding, answer, reasons, solid, onAnswer }: HighCardProps) {
  const given = reasons.find((reason) => reason.code === answer.code);
  return (
    <article
      className={styles.high}
      data-finding={finding.key}
      data-unresolved={!answer.acknowledged || undefined}
      aria-label={finding.title}
      tabIndex={-1}
    >
      <header className={styles.highHead}>
        <TierMark tier="high" solid={solid} />
        <h4>{finding.title}</h4>
      </header>
      <div className={styles.highBody}>
        <p className={styles.mechanism}>{keepUnits(finding.mechanism)}</p>
        {finding.management ? <p className={styles.advice}>{keepUnits(finding.management)}</p> : null}
        {answer.acknowledged ? (
          <p className={styles.accepted}>
            <Check size={14} aria-hidden />
            <span>{given ? <Trans>Acknowledged: {given.display}</Trans> : <Trans>Acknowledged</Trans>}</span>
            <Button
              size="small"
              variant="quiet"
              onPress={() => onAnswer({ acknowledged: false, code: null, words: "" })}
            >
              <Trans>Change</Trans>
            </Button>
          </p>
        ) : (
          <div className={styles.chips}>
            <Button size="small" onPress={() => onAnswer({ acknowledged: true, code: null, words: "" })}>
              <Trans>Acknowledge</Trans>
            </Button>
            {reasons.slice(0, 5).map((reason) => (
              <button
                key={reason.code}
                type="button"
                className={styles.reasonChip}
                onClick={() => onAnswer({ acknowledged: true, code: reason.code, words: reason.display })}
              >
                {reason.display}
              </button>
            ))}
          </div>
        )}
        <FindingSource finding={finding} adviceShown />
      </div>
    </article>
  );
}
