import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { VitalRow } from "../../api/bindings";
import { useCommand } from "../../app/commands";
import { dayText, localDayOf } from "../../clinical/dates";
import { InterpretationMark, isAbnormal } from "../../clinical/Interpretation";
import { ListSection } from "../../clinical/Rows";
import { Sparkline } from "../../clinical/Sparkline";
import { NBSP } from "../../clinical/text";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/States";
import styles from "./Vitals.module.css";
import { VitalsEntry } from "./VitalsEntry";

interface VitalsProps {
  patientId: string;
  encounterId: string | null;
  vitals: readonly VitalRow[];
  /** The practice's local day, to say "today" truthfully. */
  today: string;
  mayWrite: boolean;
}

/** The last vitals beside the ones before, with the shape of the last twelve. */
export function Vitals({ patientId, encounterId, vitals, today, mayWrite }: VitalsProps) {
  const { t } = useLingui();
  const [entering, setEntering] = useState(false);
  useCommand("observations.record_vitals", () => setEntering(true), mayWrite);
  const newest = vitals.reduce<string | null>(
    (latest, row) => (latest === null || row.effective_at > latest ? row.effective_at : latest),
    null,
  );
  const fresh = newest !== null && localDayOf(newest) === today;

  return (
    <ListSection
      title={fresh ? t`Vitals today` : t`Vitals`}
      scope="vitals"
      aside={newest && !fresh ? <span className={styles.when}>{dayText(newest)}</span> : null}
      addLabel={mayWrite ? t`Record vitals` : undefined}
      addKeys="N"
      onAdd={() => setEntering(true)}
    >
      {entering ? (
        <VitalsEntry patientId={patientId} encounterId={encounterId} onDone={() => setEntering(false)} />
      ) : null}
      {vitals.length === 0 && !entering ? (
        <EmptyState
          inline
          action={
            mayWrite ? (
              <Button size="small" onPress={() => setEntering(true)}>
                <Trans>Record vitals</Trans>
              </Button>
            ) : undefined
          }
        >
          <Trans>No vitals recorded.</Trans>
        </EmptyState>
      ) : (
        <table className={styles.table}>
          <thead className="vh">
            <tr>
              <th scope="col">{t`Sign`}</th>
              <th scope="col">{t`Value`}</th>
              <th scope="col">{t`Previous`}</th>
              <th scope="col">{t`Trend`}</th>
            </tr>
          </thead>
          <tbody>
            {vitals.map((row) => {
              const old = localDayOf(row.effective_at) !== (newest ? localDayOf(newest) : "");
              return (
                <tr key={row.code}>
                  <th scope="row">{row.label}</th>
                  <td className={styles.value} data-abnormal={isAbnormal(row.interpretation) || undefined}>
                    <b>{row.value}</b>
                    {row.unit ? (
                      <span className={styles.unit}>
                        {NBSP}
                        {row.unit}
                      </span>
                    ) : null}{" "}
                    <InterpretationMark code={row.interpretation} />
                    {old ? <span className={styles.old}>{dayText(row.effective_at)}</span> : null}
                  </td>
                  <td className={styles.previous}>{row.previous}</td>
                  <td className={styles.trend}>
                    <Sparkline points={row.trend} abnormal={isAbnormal(row.interpretation)} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </ListSection>
  );
}
