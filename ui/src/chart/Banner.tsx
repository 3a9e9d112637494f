import { Trans, useLingui } from "@lingui/react/macro";
import { Fragment, useEffect, useRef } from "react";
import type { AdministrativeGender, Chart } from "../api/bindings";
import { AllergyPills } from "../clinical/AllergyPill";
import { partialDateText } from "../clinical/dates";
import { chartName, initialsOf, keepUnits } from "../clinical/text";
import { Avatar, Pill } from "../components/Pill";
import { VisitState } from "../features/encounters/VisitState";
import styles from "./Banner.module.css";

/** Who this is and what must never be forgotten about them. Stays in sight; wraps rather than cuts. */
export function Banner({ chart }: { chart: Chart }) {
  const { t } = useLingui();
  const { patient } = chart;
  const banner = useRef<HTMLElement>(null);
  // A chart opened from the palette leaves the focus nowhere. Here it reads out whose chart this is.
  useEffect(() => {
    if (document.activeElement === document.body) banner.current?.focus();
  }, []);
  const genders: Record<AdministrativeGender, string> = {
    female: t`Female`,
    male: t`Male`,
    other: t`Other gender`,
    unknown: t`Gender not known`,
  };
  const more = [patient.pronouns, patient.language].filter((part): part is string => Boolean(part));
  return (
    <section ref={banner} tabIndex={-1} data-arrival className={styles.banner} aria-label={t`Patient`}>
      <Avatar initials={initialsOf(patient)} square size={40} />
      <div className={styles.identity}>
        <p className={styles.name}>
          {chartName(patient)}
          {patient.preferred_name ? <span className={styles.preferred}> “{patient.preferred_name}”</span> : null}
        </p>
        <p className={styles.facts}>
          <b>{chart.age}</b> {genders[patient.gender]} ·{" "}
          <span className={styles.together}>
            <Trans>DOB</Trans> <b className="num">{partialDateText(patient.birth_date)}</b>
          </span>{" "}
          ·{" "}
          <span className={styles.together}>
            <Trans>MRN</Trans> <b className="code">{patient.mrn}</b>
          </span>
          {more.map((part) => (
            <Fragment key={part}> · {part}</Fragment>
          ))}
        </p>
      </div>
      <div className={styles.allergies} role="group" aria-label={t`Allergies`}>
        <AllergyPills allergies={chart.allergies} />
      </div>
      {chart.key_facts.length > 0 ? (
        <dl className={styles.keyFacts}>
          {chart.key_facts.map((fact) => (
            <div key={fact.label} data-fact={fact.label}>
              <dt>{fact.label}</dt>
              <dd>{keepUnits(fact.value)}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      <div className={styles.state}>
        {patient.deceased ? (
          <Pill tone="plain">
            <Trans>Died {partialDateText(patient.deceased)}</Trans>
          </Pill>
        ) : null}
        <VisitState encounter={chart.open_encounter} />
      </div>
    </section>
  );
}
