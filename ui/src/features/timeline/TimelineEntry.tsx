import { Trans } from "@lingui/react/macro";
import { File, FileText, FlaskConical, Pill as PillIcon, Syringe } from "lucide-react";
import { type ReactNode, useId } from "react";
import type { TimelineItem } from "../../api/bindings";
import { whenText } from "../../clinical/dates";
import { keepUnits, testName } from "../../clinical/text";
import styles from "./Timeline.module.css";

const ICONS = { visit: FileText, vitals: Syringe, result: FlaskConical, medication: PillIcon, document: File };

/** The beginning of a note without its section titles, which would otherwise fill the two lines there are. */
function firstWords(item: TimelineItem): string {
  if (item.kind !== "visit") return item.detail;
  return item.detail.replaceAll(/(?:^|(?<=[.\s]))(?:Subjective|Objective|Assessment and plan)\s/g, "");
}

interface TimelineEntryProps {
  item: TimelineItem;
  today: string;
  open: boolean;
  onToggle: () => void;
  last: boolean;
  children: ReactNode;
}

/** One event: what, when, what it said, by whom. Opens in place. */
export function TimelineEntry({ item, today, open, onToggle, last, children }: TimelineEntryProps) {
  const region = useId();
  const Icon = ICONS[item.kind];
  // What opens in place says it in full; its beginning above would only repeat it.
  const saidBelow = open && (item.kind === "result" || item.kind === "visit");
  return (
    <article className={styles.entry} data-last={last || undefined}>
      <span className={styles.icon} aria-hidden>
        <Icon size={14} />
      </span>
      <div className={styles.content}>
        <button
          type="button"
          className={styles.line}
          data-row={item.id}
          aria-expanded={open}
          aria-controls={open ? region : undefined}
          onClick={onToggle}
        >
          <span className={styles.title}>{item.kind === "result" ? testName(item.title) : item.title}</span>
          <time className={styles.when} dateTime={item.at}>
            {whenText(item.at, today)}
          </time>
          {item.detail && !saidBelow ? <span className={styles.detail}>{keepUnits(firstWords(item))}</span> : null}
        </button>
        {open ? (
          <div id={region} className={styles.opened}>
            {children}
          </div>
        ) : null}
        <p className={styles.byline}>
          {item.byline}
          {item.kind === "visit" && item.signed !== null ? (
            <> · {item.signed ? <Trans>signed</Trans> : <Trans>not signed</Trans>}</>
          ) : null}
        </p>
      </div>
    </article>
  );
}
