import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { AlertReport } from "../../api/bindings";
import { useAct } from "../../api/useAct";
import { useRead } from "../../api/useRead";
import { useSession, useStatus } from "../../app/session";
import { TierMark, useTierWords } from "../../clinical/Tier";
import { Button } from "../../components/Button";
import { dayTimeText } from "../../components/dates";
import { Select } from "../../components/Select";
import { EmptyState, ErrorState, Notice, Skeleton } from "../../components/States";
import { toast } from "../../components/toasts";
import { platform } from "../../platform";
import { alertCsv, daysBefore, PERIODS, type Period } from "./alertReport";
import { Part } from "./Part";
import styles from "./settings.module.css";

/** How the safety rules speak in this practice, and what becomes of what they say. */
export function SafetySection() {
  return (
    <>
      <Adjustments />
      <Alerts />
    </>
  );
}

/** Rules whose tier the medication-safety lead has set. */
function Adjustments() {
  const { can } = useSession();
  const { time_zone } = useStatus();
  const words = useTierWords();
  const { t } = useLingui();
  const list = useRead(["ruleadjustment"], "rule_adjustments", {});
  const withdraw = useAct("withdraw_adjustment");
  return (
    <Part
      title={<Trans>Safety rules changed by this practice</Trans>}
      hint={
        <Trans>
          The medication-safety lead changes a rule from one of its cards, under Details. Contraindications can be
          lowered to High, never switched off.
        </Trans>
      }
    >
      {withdraw.error ? (
        <Notice tone="problem" announce>
          {withdraw.error.message}
        </Notice>
      ) : null}
      {list.error ? (
        <ErrorState
          what={<Trans>The changed rules could not be read.</Trans>}
          error={list.error}
          onRetry={() => void list.refetch()}
        />
      ) : !list.data ? (
        <Skeleton rows={3} height={30} />
      ) : list.data.length === 0 ? (
        <EmptyState inline>
          <Trans>No rule has been changed.</Trans>
        </EmptyState>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th>
                <Trans>Rule</Trans>
              </th>
              <th>
                <Trans>From</Trans>
              </th>
              <th>
                <Trans>To</Trans>
              </th>
              <th>
                <Trans>Reason</Trans>
              </th>
              <th>
                <Trans>By</Trans>
              </th>
              {can("safety_adjust") ? <th aria-label={t`Take back`} /> : null}
            </tr>
          </thead>
          <tbody>
            {list.data.map((one) => (
              <tr key={one.id}>
                <td>
                  {one.title ?? one.rule} <span className={styles.hint}>{one.rule}</span>
                </td>
                <td>{words[one.tier_before]}</td>
                <td>
                  <TierMark tier={one.tier} />
                </td>
                <td>{one.reason}</td>
                <td>
                  {one.adjusted_by}{" "}
                  <span className={`${styles.hint} num`}>{dayTimeText(one.adjusted_at, time_zone)}</span>
                </td>
                {can("safety_adjust") ? (
                  <td>
                    <Button
                      size="small"
                      onPress={async () => {
                        if (await withdraw.run({ id: one.id })) toast({ text: t`The rule speaks as before` });
                      }}
                    >
                      <Trans>Take back</Trans>
                    </Button>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Part>
  );
}

/** What was shown, changed and gone past, by rule and prescriber; no patient is named. */
function Alerts() {
  const { t } = useLingui();
  const { now } = useStatusNow();
  const words = useTierWords();
  const [period, setPeriod] = useState<Period>("90");
  const request = { from: daysBefore(now, Number(period)), to: now, practitioner_id: null };
  const report = useRead(["findingoutcome", null, period], "alert_report", request);
  const names: Record<Period, string> = { "30": t`Last 30 days`, "90": t`Last 90 days`, "365": t`Last year` };
  return (
    <Part
      title={<Trans>What becomes of alerts</Trans>}
      hint={<Trans>Counted when a prescription is signed or another drug is chosen instead.</Trans>}
      action={
        report.data && report.data.rows.length > 0 ? (
          <Button
            onPress={() =>
              void platform().saveFile(
                "alerts.csv",
                "text/csv",
                new TextEncoder().encode(alertCsv(report.data as AlertReport, words)),
              )
            }
          >
            <Trans>Save as CSV</Trans>
          </Button>
        ) : null
      }
    >
      <Select<Period>
        label={t`Time`}
        className={styles.narrow ?? ""}
        value={period}
        onChange={setPeriod}
        choices={PERIODS.map((one) => ({ value: one, label: names[one] }))}
      />
      {report.error ? (
        <ErrorState
          what={<Trans>The report could not be read.</Trans>}
          error={report.error}
          onRetry={() => void report.refetch()}
        />
      ) : !report.data ? (
        <Skeleton rows={6} height={30} />
      ) : report.data.rows.length === 0 ? (
        <EmptyState inline>
          <Trans>No alert has been shown in this time.</Trans>
        </EmptyState>
      ) : (
        <>
          <p className="num">
            <Plural value={report.data.interruptions} one="# interruption" other="# interruptions" />{" "}
            <Trans>in {report.data.prescriptions} signed prescriptions</Trans>
          </p>
          <div className={styles.scroll} tabIndex={0} role="region" aria-label={t`What becomes of alerts`}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th>
                    <Trans>Rule</Trans>
                  </th>
                  <th>
                    <Trans>Tier</Trans>
                  </th>
                  <th>
                    <Trans>Prescriber</Trans>
                  </th>
                  <th className={styles.right}>
                    <Trans>Shown</Trans>
                  </th>
                  <th className={styles.right}>
                    <Trans>Changed</Trans>
                  </th>
                  <th className={styles.right}>
                    <Trans>Overridden</Trans>
                  </th>
                </tr>
              </thead>
              <tbody>
                {report.data.rows.map((row) => (
                  <tr key={`${row.rule} ${row.tier} ${row.practitioner_id}`}>
                    <td>
                      {row.title ?? row.rule} <span className={styles.hint}>{row.rule}</span>
                    </td>
                    <td>{words[row.tier]}</td>
                    <td>{row.practitioner}</td>
                    <td className={`${styles.right} num`}>{row.shown}</td>
                    <td className={`${styles.right} num`}>{row.changed}</td>
                    <td className={`${styles.right} num`}>{row.overridden}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Part>
  );
}

/** The moment the page was opened, so that the same report is asked for until it is opened again. */
function useStatusNow(): { now: string } {
  const [now] = useState(() => new Date().toISOString());
  return { now };
}
