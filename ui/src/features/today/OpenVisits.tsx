import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useRead } from "../../api/useRead";
import { useStatus } from "../../app/session";
import { dayOf, dayText, timeText } from "../../components/dates";
import { ErrorState } from "../../components/States";
import styles from "./today.module.css";

/** The time today, or the day when it has stayed open longer. */
function sinceText(start: string, today: string, zone: string): string {
  const day = dayOf(start, zone);
  return day === today ? timeText(start, zone) : dayText(day);
}

/** The visits this person has begun and not signed: the work that is still owed. */
export function OpenVisits() {
  const { time_zone, today } = useStatus();
  const open = useRead(["encounter", null, "open"], "open_visits", {});
  if (open.error)
    return (
      <ErrorState
        what={<Trans>The open visits could not be read.</Trans>}
        error={open.error}
        onRetry={() => void open.refetch()}
      />
    );
  if (!open.data || open.data.length === 0) return null;
  return (
    <>
      <h2 id="open-visits">
        <Trans>
          Open visits <span className={styles.count}>{open.data.length}</span>
        </Trans>
      </h2>
      <ul className={styles.list} aria-labelledby="open-visits">
        {open.data.map((visit) => (
          <li key={visit.patient_id}>
            <Link to="/chart/$patientId" params={{ patientId: visit.patient_id }} className={styles.row} tabIndex={0}>
              <span className={styles.name}>{visit.patient_name}</span>
              <span className={styles.facts}>{visit.kind}</span>
              <span className={`${styles.state} num`}>
                <Trans>since {sinceText(visit.start, today, time_zone)}</Trans>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
