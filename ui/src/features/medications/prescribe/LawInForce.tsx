import { Plural, Trans } from "@lingui/react/macro";
import { ChevronDown } from "lucide-react";
import { useState } from "react";
import type { ControlledReport } from "../../../api/bindings";
import styles from "./Controlled.module.css";

/** The rules that hold for this prescription, each with its source; folded, because kept rules need no reading. */
export function LawInForce({ report }: { report: ControlledReport }) {
  const [open, setOpen] = useState(false);
  if (report.limits.length === 0) return null;
  return (
    <div className={styles.law}>
      <button type="button" className={styles.fold} aria-expanded={open} onClick={() => setOpen(!open)}>
        <ChevronDown size={14} aria-hidden />
        <Plural value={report.limits.length} one="# rule holds" other="# rules hold" />
        {report.print.length > 0 ? (
          <span className={styles.print}>
            <Trans>prints: {report.print.join(" · ")}</Trans>
          </span>
        ) : null}
      </button>
      {open ? (
        <ul className={styles.rules}>
          {report.limits.map((limit) => (
            <li key={limit.rule}>
              {limit.text}{" "}
              {limit.lifted_by ? (
                <b>
                  <Trans>Set aside: {limit.lifted_by}.</Trans>
                </b>
              ) : null}{" "}
              <span className={styles.source}>
                <Trans>
                  {limit.source}, as of {limit.as_of}
                </Trans>
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
