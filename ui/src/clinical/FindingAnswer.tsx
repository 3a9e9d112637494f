import { Trans, useLingui } from "@lingui/react/macro";
import { BookOpen } from "lucide-react";
import type { Finding, OverrideReason } from "../api/bindings";
import { Checkbox } from "../components/Choice";
import { Select } from "../components/Select";
import { TextField } from "../components/TextField";
import styles from "./FindingAnswer.module.css";
import { type Answer, isAnswered } from "./findingAnswers";
import { TierMark } from "./Tier";
import { keepUnits } from "./text";

interface FindingAnswerProps {
  finding: Finding;
  /** The one solid red mark of the screen. */
  solid: boolean;
  reasons: readonly OverrideReason[];
  answer: Answer;
  onAnswer: (answer: Answer) => void;
}

/** A serious finding that has to be answered before something goes on. Nothing is chosen beforehand. */
export function FindingAnswer({ finding, solid, reasons, answer, onAnswer }: FindingAnswerProps) {
  const { t } = useLingui();
  const hard = finding.tier === "contraindicated";
  return (
    <article
      className={styles.card}
      data-tier={finding.tier}
      data-unanswered={!isAnswered(finding, answer) || undefined}
      aria-label={finding.title}
    >
      <header>
        <TierMark tier={finding.tier} solid={hard && solid} />
        <h4>{finding.title}</h4>
      </header>
      <div className={styles.body}>
        <p>{keepUnits(finding.mechanism)}</p>
        {finding.management ? <p>{keepUnits(finding.management)}</p> : null}
        {hard ? (
          <div className={styles.answer}>
            <Select
              label={t`Reason`}
              placeholder={t`Choose a reason`}
              choices={reasons.map((reason) => ({ value: reason.code, label: reason.display }))}
              value={answer.code}
              onChange={(code) => onAnswer({ ...answer, code })}
            />
            <TextField
              label={t`In your words (kept in the audit trail)`}
              value={answer.words}
              onChange={(words) => onAnswer({ ...answer, words })}
            />
          </div>
        ) : (
          <Checkbox isSelected={answer.acknowledged} onChange={(acknowledged) => onAnswer({ ...answer, acknowledged })}>
            <Trans>Acknowledge</Trans>
          </Checkbox>
        )}
        <p className={styles.source}>
          <BookOpen size={13} aria-hidden />
          <span>{[finding.source, finding.source_date, ...finding.facts].filter(Boolean).join(" · ")}</span>
        </p>
      </div>
    </article>
  );
}
