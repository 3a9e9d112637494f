import { Trans, useLingui } from "@lingui/react/macro";
import { CircleSlash, Info, OctagonAlert } from "lucide-react";
import { useState } from "react";
import type { ControlledReport, Refusal } from "../../../api/bindings";
import { useCommand } from "../../../app/commands";
import { DateInput } from "../../../components/DateInput";
import { Select } from "../../../components/Select";
import { Notice } from "../../../components/States";
import { Stepper } from "../../../components/Stepper";
import { PdmpDialog } from "../PdmpDialog";
import { ScheduleMark } from "../ScheduleChip";
import styles from "./Controlled.module.css";
import { LawInForce } from "./LawInForce";
import { MonitoringLine } from "./MonitoringLine";
import type { Prescribing } from "./usePrescribing";

interface ControlledPartProps {
  order: Prescribing;
  patientId: string;
}

/** What a controlled substance asks for: days and earliest fill, what the law refuses, the look-up, the rules quoted. */
export function ControlledPart({ order, patientId }: ControlledPartProps) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const { law } = order;
  const { report } = law;
  useCommand("prescribe.pdmp", () => setAsking(true), report !== null);
  if (law.failed) {
    return (
      <Notice tone="warning">
        <Trans>The law on controlled substances could not be asked. Staging asks it again.</Trans>
      </Notice>
    );
  }
  if (!report) return null;
  return (
    <section className={styles.part} aria-label={t`Controlled substance`}>
      <header className={styles.head}>
        <ScheduleMark schedule={report.schedule} />
        <h3>
          <Trans>Controlled substance</Trans>
        </h3>
        <span className={styles.quiet}>
          {report.by_state ? (
            <Trans>
              by the law of {report.by_state.place} ({report.by_state.source})
            </Trans>
          ) : (
            (report.state_name ?? null)
          )}
        </span>
      </header>
      <LawFields order={order} report={report} />
      {report.refusals.map((refusal) => (
        <RefusalLine key={`${refusal.rule} ${refusal.field}`} refusal={refusal} />
      ))}
      <MonitoringLine monitoring={report.monitoring} last={law.lastQuery} onRecord={() => setAsking(true)} />
      {report.not_checked.map((item) => (
        <p key={item.subject} className={styles.line}>
          <CircleSlash size={14} aria-hidden />
          <span>
            <b>
              <Trans>Not checked</Trans>
            </b>{" "}
            {item.subject}: {item.because}
          </span>
        </p>
      ))}
      {report.notices.map((notice) => (
        <p key={notice} className={styles.line}>
          <Info size={14} aria-hidden />
          <span>{notice}</span>
        </p>
      ))}
      <LawInForce report={report} />
      {asking ? (
        <PdmpDialog
          patientId={patientId}
          program={report.monitoring.program}
          onRecorded={law.reload}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </section>
  );
}

const NONE = "-";

/** Days' supply, earliest fill and exception: each only where it means something. */
function LawFields({ order, report }: { order: Prescribing; report: ControlledReport }) {
  const { t } = useLingui();
  const { form } = order;
  const canLift = report.exceptions.length > 0;
  return (
    <div className={styles.fields}>
      <div data-field="days">
        <Stepper
          label={t`Days' supply`}
          value={form.days ?? report.days_supply ?? Number.NaN}
          min={1}
          max={3650}
          onChange={(days) => order.change({ days: Number.isNaN(days) ? null : days })}
        />
      </div>
      {report.federal === "CII" ? (
        <div data-field="earliest_fill">
          <DateInput
            label={t`Not before`}
            value={form.earliest_fill}
            onChange={(earliest_fill) => order.change({ earliest_fill })}
          />
        </div>
      ) : null}
      {canLift ? (
        <div data-field="exception">
          <Select
            label={t`Exception`}
            choices={[
              { value: NONE, label: t`none` },
              ...report.exceptions.map((one) => ({ value: one.code, label: one.display })),
            ]}
            value={form.supply_exception ?? NONE}
            onChange={(code) => order.change({ supply_exception: code === NONE ? null : code })}
          />
        </div>
      ) : null}
    </div>
  );
}

function RefusalLine({ refusal }: { refusal: Refusal }) {
  return (
    <p className={styles.refusal} data-unresolved-law>
      <OctagonAlert size={14} aria-hidden />
      <span>
        {refusal.text} {refusal.exceptions.length > 0 ? <Trans>Or name the exception that applies.</Trans> : null}{" "}
        <span className={styles.source}>
          <Trans>
            {refusal.source}, as of {refusal.as_of}
          </Trans>
        </span>
      </span>
    </p>
  );
}
