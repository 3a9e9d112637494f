import { Trans, useLingui } from "@lingui/react/macro";
import { Check } from "lucide-react";
import { useId } from "react";
import type { Finding, OverrideReason } from "../../../api/bindings";
import { TierMark } from "../../../clinical/Tier";
import { keepUnits } from "../../../clinical/text";
import { Kbd } from "../../../components/Kbd";
import { Select } from "../../../components/Select";
import { TextField } from "../../../components/TextField";
import { FindingSource } from "./FindingSource";
import { type Answer, type Choice, choicesFor, isReason, isResolved, SHORTEST_REASON, sameChoice } from "./resolution";
import styles from "./Safety.module.css";

interface StopCardProps {
  finding: Finding;
  answer: Answer;
  reasons: readonly OverrideReason[];
  /** The display of the drug on the other side, for "Hold …". */
  otherName: string | null;
  solid: boolean;
  reported: boolean;
  onChoose: (choice: Choice) => void;
  onAnswer: (next: Partial<Answer>) => void;
}

/** A contraindication: the order cannot go on until one of the choices is made. None is made beforehand. */
export function StopCard({ finding, answer, reasons, otherName, solid, reported, onChoose, onAnswer }: StopCardProps) {
  const { t } = useLingui();
  const name = useId();
  const resolved = isResolved(finding, answer);
  const short = answer.words.trim().length > 0 && !isReason(answer.words);
  return (
    <article
      className={styles.stop}
      data-scope="contraindication"
      data-finding={finding.key}
      data-unresolved={!resolved || undefined}
      aria-label={finding.title}
    >
      <header className={styles.stopHead}>
        <TierMark tier="contraindicated" solid={solid} />
        <h4>{finding.title}</h4>
        {resolved ? (
          <span className={styles.resolved}>
            <Check size={14} aria-hidden /> <Trans>Resolved</Trans>
          </span>
        ) : null}
      </header>
      <div className={styles.stopBody}>
        <p className={styles.mechanism}>{keepUnits(finding.mechanism)}</p>
        {finding.management ? <p className={styles.advice}>{keepUnits(finding.management)}</p> : null}
        <fieldset className={styles.choices}>
          <legend className="vh">
            <Trans>How to resolve {finding.title}</Trans>
          </legend>
          {choicesFor(finding).map((choice, index) => {
            const chosen = sameChoice(choice, answer.choice);
            return (
              <label key={index} className={styles.choice} data-chosen={chosen || undefined}>
                <input type="radio" name={name} checked={chosen} onChange={() => onChoose(choice)} />
                <span className={styles.choiceText}>
                  <ChoiceWords choice={choice} finding={finding} otherName={otherName} reported={reported} />
                </span>
                <Kbd keys={String(index + 1)} decorative />
              </label>
            );
          })}
        </fieldset>
        {answer.choice?.way === "override" ? (
          <div className={styles.reason} data-field="override">
            <Select
              label={t`Reason`}
              placeholder={t`Choose a reason`}
              choices={reasons.map((reason) => ({ value: reason.code, label: reason.display }))}
              value={answer.code}
              onChange={(code) => onAnswer({ code })}
            />
            <TextField
              label={t`In your words (kept in the audit trail)`}
              value={answer.words}
              onChange={(words) => onAnswer({ words })}
              error={short ? t`At least ${SHORTEST_REASON} characters` : undefined}
            />
          </div>
        ) : null}
        <FindingSource finding={finding} adviceShown />
      </div>
    </article>
  );
}

function ChoiceWords({
  choice,
  finding,
  otherName,
  reported,
}: {
  choice: Choice;
  finding: Finding;
  otherName: string | null;
  reported: boolean;
}) {
  if (choice.way === "alternative") {
    const alternative = finding.alternatives[choice.index];
    return (
      <>
        <b>
          <Trans>Change to {alternative?.ingredient}</Trans>
        </b>{" "}
        {keepUnits(alternative?.text ?? "")}
      </>
    );
  }
  if (choice.way === "hold") {
    return (
      <>
        <b>
          <Trans>Hold {otherName ?? ""}</Trans>
        </b>{" "}
        <Trans>from the moment this is staged</Trans>
      </>
    );
  }
  return (
    <>
      <b>{reported ? <Trans>Record anyway</Trans> : <Trans>Prescribe anyway</Trans>}</b>{" "}
      <Trans>and record a reason</Trans>
    </>
  );
}
