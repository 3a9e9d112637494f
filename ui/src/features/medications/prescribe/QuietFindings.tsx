import { Plural, Trans } from "@lingui/react/macro";
import { ChevronDown, CircleCheck, CircleSlash, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { CheckReport, Finding, Remembered } from "../../../api/bindings";
import { dayText } from "../../../clinical/dates";
import { TierMark } from "../../../clinical/Tier";
import { keepUnits } from "../../../clinical/text";
import { FindingSource } from "./FindingSource";
import styles from "./Safety.module.css";

/** A moderate finding: one folded line that costs no key. */
export function ModerateLine({ finding }: { finding: Finding }) {
  const [open, setOpen] = useState(false);
  return (
    <article className={styles.moderate} aria-label={finding.title}>
      <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        <TierMark tier="moderate" />
        <span className={styles.foldTitle}>{finding.title}</span>
        <ChevronDown size={14} aria-hidden />
      </button>
      {open ? (
        <div className={styles.foldBody}>
          <p>{keepUnits(finding.mechanism)}</p>
          {finding.management ? <p className={styles.advice}>{keepUnits(finding.management)}</p> : null}
          <FindingSource finding={finding} />
        </div>
      ) : null}
    </article>
  );
}

/** A serious finding that was answered before, for the same drugs, doses and values: folded, its answer in sight. */
export function RememberedLine({ finding, answer }: { finding: Finding; answer: Remembered }) {
  const [open, setOpen] = useState(false);
  return (
    <article className={styles.moderate} aria-label={finding.title}>
      <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        <TierMark tier={finding.tier} />
        <span className={styles.foldTitle}>
          {finding.title}
          <span className={styles.answered}>
            <Trans>
              answered {dayText(answer.on)} by {answer.by}: {answer.reason}
            </Trans>
          </span>
        </span>
        <ChevronDown size={14} aria-hidden />
      </button>
      {open ? (
        <div className={styles.foldBody}>
          <p>{keepUnits(finding.mechanism)}</p>
          {finding.management ? <p className={styles.advice}>{keepUnits(finding.management)}</p> : null}
          <FindingSource finding={finding} adviceShown />
        </div>
      ) : null}
    </article>
  );
}

/** Low findings are a count; their words are one press away. */
export function LowCount({ findings }: { findings: readonly Finding[] }) {
  const [open, setOpen] = useState(false);
  if (findings.length === 0) return null;
  return (
    <div className={styles.low}>
      <button type="button" className={styles.more} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Plural value={findings.length} one="# low-level note" other="# low-level notes" />
      </button>
      {open ? (
        <ul className={styles.lowList}>
          {findings.map((finding) => (
            <li key={finding.key}>
              <b>{finding.title}</b> {keepUnits(finding.mechanism)}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

/** What was checked and found clear, what was not checked and why, and how old the data are. Never absent. */
export function CheckedLines({ report }: { report: CheckReport }) {
  return (
    <div className={styles.checked}>
      {report.data_warning ? (
        <p className={styles.warning}>
          <TriangleAlert size={14} aria-hidden />
          <span>
            <Trans>Checks limited: {report.data_warning}</Trans>
          </span>
        </p>
      ) : null}
      {report.clear.length > 0 ? (
        <ul className={styles.clear}>
          {report.clear.map((sentence) => (
            <li key={sentence}>
              <CircleCheck size={14} aria-hidden />
              <span>{keepUnits(sentence)}</span>
            </li>
          ))}
        </ul>
      ) : null}
      {report.not_checked.length > 0 ? (
        <ul className={styles.notChecked}>
          {report.not_checked.map((item) => (
            <li key={`${item.check} ${item.subject}`}>
              <CircleSlash size={14} aria-hidden />
              <span>
                <b>
                  <Trans>Not checked</Trans>
                </b>{" "}
                {item.check}: {item.subject ? `${item.subject}, ` : ""}
                {item.because}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      <p className={styles.date}>
        <Trans>Drug data of {report.data_date}</Trans>
      </p>
    </div>
  );
}
