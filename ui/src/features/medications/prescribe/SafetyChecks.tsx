import { Trans } from "@lingui/react/macro";
import type { Finding, OverrideReason } from "../../../api/bindings";
import { useCommand } from "../../../app/commands";
import { Button } from "../../../components/Button";
import { AdjustedFindings } from "./Adjusted";
import { HighCard } from "./HighCard";
import { CheckedLines, LowCount, ModerateLine, RememberedLine } from "./QuietFindings";
import { type Answer, type Choice, choicesFor, ofTier, rememberedOf } from "./resolution";
import styles from "./Safety.module.css";
import { StopCard } from "./StopCard";
import type { Prescribing } from "./usePrescribing";

interface SafetyChecksProps {
  order: Prescribing;
  reasons: readonly OverrideReason[];
  nameOf: (id: string) => string | null;
  onAlternative: (ingredient: string, text: string) => void;
}

function findingWithFocus(findings: readonly Finding[]): Finding | undefined {
  const key = document.activeElement?.closest("[data-finding]")?.getAttribute("data-finding");
  return findings.find((finding) => finding.key === key);
}

/** Everything the checks found, in the order of danger, with what they did not check in plain sight. */
export function SafetyChecks({ order, reasons, nameOf, onAlternative }: SafetyChecksProps) {
  const { report, checking, checkError, form } = order;
  const isNew = (finding: Finding): boolean => !report || rememberedOf(report, finding) === undefined;
  const stops = report ? ofTier(report, "contraindicated").filter(isNew) : [];
  const highs = report ? ofTier(report, "high").filter(isNew) : [];

  const choose = (finding: Finding, choice: Choice): void => {
    if (choice.way === "alternative") {
      const alternative = finding.alternatives[choice.index];
      if (alternative) onAlternative(alternative.ingredient, alternative.text);
      return;
    }
    order.answer(finding.key, { choice });
    // The focus follows the choice: to the reason when one is needed, else to the chosen line.
    requestAnimationFrame(() => {
      const card = document.querySelector(`[data-finding="${CSS.escape(finding.key)}"]`);
      const target = choice.way === "override" ? "[data-field=override] button" : "input:checked";
      card?.querySelector<HTMLElement>(target)?.focus();
    });
  };
  const acknowledge = (finding: Finding, next: Partial<Answer>): void => {
    order.answer(finding.key, next);
    // The pressed button is gone. The next open finding takes the focus, else the card itself: never the stage button,
    // which a held Enter would press.
    requestAnimationFrame(() => {
      const panel = document.querySelector('[data-scope="prescribe"]');
      const open = panel?.querySelector<HTMLElement>("[data-unresolved] input, [data-unresolved] button");
      (open ?? panel?.querySelector<HTMLElement>(`[data-finding="${CSS.escape(finding.key)}"]`))?.focus();
    });
  };
  const press = (number: number): void => {
    const finding = findingWithFocus(stops);
    const choice = finding ? choicesFor(finding)[number - 1] : undefined;
    if (finding && choice) choose(finding, choice);
  };
  useCommand("prescribe.choice_1", () => press(1));
  useCommand("prescribe.choice_2", () => press(2));
  useCommand("prescribe.choice_3", () => press(3));
  useCommand("prescribe.choice_4", () => press(4));
  useCommand("prescribe.choice_5", () => press(5));

  if (!form.drug) {
    return (
      <p className={styles.quiet}>
        <Trans>Safety checks run as soon as a drug is chosen.</Trans>
      </p>
    );
  }
  return (
    <section className={styles.checks} aria-busy={checking} aria-labelledby="safety-title">
      <header className={styles.head}>
        <h3 id="safety-title">
          <Trans>Safety checks</Trans>
        </h3>
        {report ? (
          <span className={styles.against}>
            <Trans>
              {report.checked_against} · {(report.micros / 1000).toFixed(1)} ms, on this device
            </Trans>
          </span>
        ) : null}
      </header>
      {checkError ? (
        <div className={styles.failed} role="alert">
          <p>
            <b>
              <Trans>The safety checks could not run.</Trans>
            </b>{" "}
            {checkError.message} <Trans>What you typed is kept. Nothing can be staged unchecked.</Trans>
          </p>
          <Button size="small" onPress={order.retryChecks}>
            <Trans>Retry</Trans>
          </Button>
        </div>
      ) : null}
      {report ? (
        <AdjustedFindings value={report.adjusted}>
          {stops.map((finding, index) => (
            <StopCard
              key={finding.key}
              finding={finding}
              answer={order.answerFor(finding)}
              reasons={reasons}
              otherName={finding.other_id ? nameOf(finding.other_id) : null}
              solid={index === 0 && !order.overriding}
              reported={form.reported}
              onChoose={(choice) => choose(finding, choice)}
              onAnswer={(next) => order.answer(finding.key, next)}
            />
          ))}
          {highs.map((finding, index) => (
            <HighCard
              key={finding.key}
              finding={finding}
              answer={order.answerFor(finding)}
              reasons={reasons}
              solid={index === 0 && stops.length === 0}
              onAnswer={(next) => acknowledge(finding, next)}
            />
          ))}
          {report.findings.map((finding) => {
            const answer = rememberedOf(report, finding);
            return answer ? <RememberedLine key={finding.key} finding={finding} answer={answer} /> : null;
          })}
          {ofTier(report, "moderate").map((finding) => (
            <ModerateLine key={finding.key} finding={finding} />
          ))}
          <LowCount findings={ofTier(report, "low")} />
          <CheckedLines report={report} />
        </AdjustedFindings>
      ) : null}
    </section>
  );
}
