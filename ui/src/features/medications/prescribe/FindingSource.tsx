import { Trans, useLingui } from "@lingui/react/macro";
import { BookOpen } from "lucide-react";
import { useState } from "react";
import type { Finding } from "../../../api/bindings";
import { keepUnits } from "../../../clinical/text";
import { PracticeTier } from "./Adjusted";
import styles from "./Safety.module.css";

/** Where a finding comes from, how sure it is, and on request what it used. */
export function FindingSource({ finding, adviceShown = false }: { finding: Finding; adviceShown?: boolean }) {
  const { t } = useLingui();
  const [open, setOpen] = useState(false);
  const parts = [
    finding.source,
    finding.source_date,
    finding.evidence ? t`Evidence: ${finding.evidence}` : null,
  ].filter(Boolean);
  return (
    <div className={styles.source}>
      <p>
        <BookOpen size={13} aria-hidden />
        <span>{parts.join(" · ")}</span>
        <button type="button" className={styles.more} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? <Trans>Less</Trans> : <Trans>Details</Trans>}
        </button>
      </p>
      {open ? (
        <dl className={styles.facts}>
          {finding.management && !adviceShown ? (
            <div>
              <dt>
                <Trans>What to do</Trans>
              </dt>
              <dd>{keepUnits(finding.management)}</dd>
            </div>
          ) : null}
          {finding.alternatives.length > 0 ? (
            <div>
              <dt>
                <Trans>Instead</Trans>
              </dt>
              <dd>
                {finding.alternatives
                  .map((one) => [one.ingredient, keepUnits(one.text)].filter(Boolean).join(" "))
                  .join("; ")}
              </dd>
            </div>
          ) : null}
          {finding.facts.length > 0 ? (
            <div>
              <dt>
                <Trans>Used</Trans>
              </dt>
              <dd>
                {finding.facts.map((fact) => (
                  <span key={fact} className={styles.fact}>
                    {keepUnits(fact)}
                  </span>
                ))}
              </dd>
            </div>
          ) : null}
          {finding.would_change.length > 0 ? (
            <div>
              <dt>
                <Trans>What would change it</Trans>
              </dt>
              <dd>{finding.would_change.map(keepUnits).join("; ")}</dd>
            </div>
          ) : null}
          <div>
            <dt>
              <Trans>Rule</Trans>
            </dt>
            <dd className="code">{finding.rule}</dd>
          </div>
          <PracticeTier finding={finding} />
          {finding.wide_net ? (
            <p>
              <Trans>
                From the wide net of a foreign agency's list, at its lowest stated level; not yet reviewed for this
                product.
              </Trans>
            </p>
          ) : null}
        </dl>
      ) : null}
    </div>
  );
}
