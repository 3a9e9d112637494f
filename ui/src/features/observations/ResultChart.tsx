import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { TimelineValue } from "../../api/bindings";
import { useRead } from "../../api/useRead";
import { dayText } from "../../clinical/dates";
import { InterpretationMark, isAbnormal } from "../../clinical/Interpretation";
import { TrendChart } from "../../clinical/TrendChart";
import { testName, unitText } from "../../clinical/text";
import { Button } from "../../components/Button";
import { ErrorState, Skeleton } from "../../components/States";
import styles from "./ResultChart.module.css";

interface ResultChartProps {
  patientId: string;
  values: readonly TimelineValue[];
}

/** A result opened in place: the course of one measurement and the table of all of them. */
export function ResultChart({ patientId, values }: ResultChartProps) {
  const { t } = useLingui();
  const [code, setCode] = useState(values[0]?.code ?? null);
  return (
    <div className={styles.result}>
      {code ? <Course patientId={patientId} code={code} /> : null}
      <table className={styles.table}>
        <thead className="vh">
          <tr>
            <th scope="col">{t`Test`}</th>
            <th scope="col">{t`Value`}</th>
            <th scope="col">{t`Change`}</th>
            <th scope="col">{t`Reference`}</th>
          </tr>
        </thead>
        <tbody>
          {values.map((value) => (
            <tr key={value.code} data-shown={value.code === code || undefined}>
              <th scope="row">
                <button
                  type="button"
                  className={styles.test}
                  aria-pressed={value.code === code}
                  onClick={() => setCode(value.code)}
                  title={value.label}
                >
                  {testName(value.label)}
                </button>
              </th>
              <td className={styles.value} data-abnormal={isAbnormal(value.interpretation) || undefined}>
                <b>{value.value}</b> <span>{unitText(value.unit)}</span>{" "}
                <InterpretationMark code={value.interpretation} />
              </td>
              <td className={styles.quiet}>{value.delta}</td>
              <td className={styles.reference}>{value.reference}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Course({ patientId, code }: { patientId: string; code: string }) {
  const [table, setTable] = useState(false);
  const series = useRead(
    ["observation_series", patientId, code],
    "observation_series",
    { patient_id: patientId, code },
    { keepPrevious: true },
  );
  if (series.error)
    return (
      <ErrorState
        what={<Trans>The course could not be read.</Trans>}
        error={series.error}
        onRetry={() => void series.refetch()}
      />
    );
  if (!series.data) {
    return (
      <div className={styles.room}>
        <Skeleton rows={4} />
      </div>
    );
  }
  // One point has no course; its value stands in the table.
  if (series.data.points.length < 2) return null;
  return (
    <div className={styles.course}>
      <TrendChart series={series.data} />
      <div className={styles.caption}>
        <span>{testName(series.data.display)}</span>
        <Button size="small" variant="quiet" onPress={() => setTable(!table)} aria-expanded={table}>
          {table ? <Trans>Hide table</Trans> : <Trans>As table</Trans>}
        </Button>
      </div>
      {table ? (
        <table className={styles.table}>
          <tbody>
            {[...series.data.points].reverse().map((point) => (
              <tr key={point.at}>
                <th scope="row">{dayText(point.at)}</th>
                <td className={styles.value} data-abnormal={isAbnormal(point.interpretation) || undefined}>
                  <b>{point.text}</b> {unitText(series.data.unit)} <InterpretationMark code={point.interpretation} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}
