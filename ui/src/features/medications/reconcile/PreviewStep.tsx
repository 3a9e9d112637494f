import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import type { ReconcilePreview, ResultFinding } from "../../../api/bindings";
import { useRead } from "../../../api/useRead";
import { FindingAnswer } from "../../../clinical/FindingAnswer";
import { type Answer, type Answers, NO_ANSWER } from "../../../clinical/findingAnswers";
import { TierMark } from "../../../clinical/Tier";
import { keepUnits } from "../../../clinical/text";
import { Badge } from "../../../components/Pill";
import { Notice } from "../../../components/States";
import styles from "./Reconcile.module.css";

interface PreviewStepProps {
  preview: ReconcilePreview;
  answers: Answers;
  onAnswer: (key: string, answer: Answer) => void;
}

/** The list as it will be, and what the checks say of it as a whole. */
export function PreviewStep({ preview, answers, onAnswer }: PreviewStepProps) {
  const { t } = useLingui();
  const reasons = useRead(["override_reasons", null], "override_reasons", {}).data ?? [];
  const start = useRef<HTMLElement>(null);
  useEffect(() => start.current?.focus({ preventScroll: true }), []);
  const serious = preview.findings.filter((one) => one.needs_answer);
  const known = preview.findings.filter((one) => !one.needs_answer);
  const newOnes = preview.list.filter((drug) => drug.is_new).length;
  return (
    <div className={styles.preview}>
      <section ref={start} tabIndex={-1} className={styles.result} aria-label={t`The list as it will be`}>
        <h3>
          <Plural value={preview.list.length} one="# medication" other="# medications" />
          {newOnes > 0 ? (
            <span className={styles.quiet}>
              {" "}
              <Plural value={newOnes} one="# new or changed" other="# new or changed" />
            </span>
          ) : null}
        </h3>
        <ul>
          {preview.list.map((drug, at) => (
            <li key={`${drug.display} ${at}`}>
              <b>{keepUnits(drug.display)}</b>{" "}
              {drug.is_new ? (
                <Badge>
                  <Trans>new</Trans>
                </Badge>
              ) : null}
              <span className={styles.block}>{keepUnits(drug.sig_text)}</span>
            </li>
          ))}
        </ul>
        {preview.leaving.length > 0 ? (
          <>
            <h3>
              <Trans>Leaves the list</Trans>
            </h3>
            <ul>
              {preview.leaving.map((name) => (
                <li key={name} className={styles.leaving}>
                  {keepUnits(name)}
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {preview.skipped > 0 ? (
          <p className={styles.quiet}>
            <Plural
              value={preview.skipped}
              one="# row is left as it is; nothing is decided about it."
              other="# rows are left as they are; nothing is decided about them."
            />
          </p>
        ) : null}
      </section>
      <section className={styles.findings} aria-label={t`Safety checks`}>
        <h3>
          <Trans>Safety checks</Trans> <span className={styles.quiet}>{preview.checked_against}</span>
        </h3>
        {preview.refused.map((row) => (
          <Notice key={row.key} tone="problem" announce>
            <b>{row.display}</b>: {row.because}
          </Notice>
        ))}
        {serious.map((one, at) => (
          <FindingAnswer
            key={one.finding.key}
            finding={one.finding}
            solid={at === 0}
            reasons={reasons}
            answer={answers[one.finding.key] ?? NO_ANSWER}
            onAnswer={(answer) => onAnswer(one.finding.key, answer)}
          />
        ))}
        {preview.findings.length === 0 ? (
          <p className={styles.quiet}>
            <Trans>Nothing found in the list as it will be.</Trans>
          </p>
        ) : null}
        {known.length > 0 ? <Known findings={known} /> : null}
        {preview.not_checked.length > 0 ? (
          <details className={styles.more}>
            <summary>
              <Plural value={preview.not_checked.length} one="# thing not checked" other="# things not checked" />
            </summary>
            <ul>
              {preview.not_checked.map((one) => (
                <li key={`${one.check} ${one.subject} ${one.because}`}>
                  {one.check}: {one.subject}, {one.because}
                </li>
              ))}
            </ul>
          </details>
        ) : null}
        {preview.data_warning ? <p className={styles.quiet}>{preview.data_warning}</p> : null}
      </section>
    </div>
  );
}

/** What the list had before, and what needs no answer: a count, opened on request. */
function Known({ findings }: { findings: readonly ResultFinding[] }) {
  return (
    <details className={styles.more} open={findings.some((one) => one.finding.tier === "contraindicated")}>
      <summary>
        <Plural value={findings.length} one="# more finding" other="# more findings" />
      </summary>
      <ul>
        {findings.map(({ finding, is_new }) => (
          <li key={finding.key} className={styles.known}>
            <TierMark tier={finding.tier} />
            <span>
              {finding.title}
              {is_new ? null : (
                <span className={styles.quiet}>
                  {" "}
                  <Trans>on the list before</Trans>
                </span>
              )}
              <span className={styles.block}>{keepUnits(finding.management || finding.mechanism)}</span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
