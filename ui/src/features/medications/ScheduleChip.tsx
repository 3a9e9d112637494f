import { Trans } from "@lingui/react/macro";
import type { MedicationRequest } from "../../api/bindings";
import styles from "./ScheduleChip.module.css";

const ROMAN: Record<string, string> = { CI: "I", CII: "II", CIII: "III", CIV: "IV", CV: "V" };

/** "C-II" beside a controlled substance; the state's schedule where only the state controls it. */
export function ScheduleChip({ order }: { order: Pick<MedicationRequest, "dea_schedule" | "state_schedule"> }) {
  const schedule = order.state_schedule ?? order.dea_schedule;
  if (!schedule) return null;
  return <ScheduleMark schedule={schedule} />;
}

/** The schedule as a mark with its words for screen readers. */
export function ScheduleMark({ schedule }: { schedule: string }) {
  const roman = ROMAN[schedule] ?? schedule;
  return (
    <span className={styles.mark}>
      <span aria-hidden>C-{roman}</span>
      <span className="vh">
        <Trans>Controlled substance, Schedule {roman}</Trans>
      </span>
    </span>
  );
}
