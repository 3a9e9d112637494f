import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useRead } from "../../api/useRead";
import { useStatus } from "../../app/session";
import { dayText } from "../../components/dates";
import { ErrorState } from "../../components/States";
import styles from "./today.module.css";

/** What this person has promised to look at, the oldest due first. */
export function MyTasks() {
  const { today } = useStatus();
  const open = useRead(["task", null, "mine"], "open_tasks", { patient_id: null, mine: true, kind: null });
  if (open.error)
    return (
      <ErrorState
        what={<Trans>The open tasks could not be read.</Trans>}
        error={open.error}
        onRetry={() => void open.refetch()}
      />
    );
  if (!open.data || open.data.length === 0) return null;
  return (
    <>
      <h2 id="my-tasks">
        <Trans>
          To do <span className={styles.count}>{open.data.length}</span>
        </Trans>
      </h2>
      <ul className={styles.list} aria-labelledby="my-tasks">
        {open.data.map((task) => (
          <li key={task.id}>
            <Link to="/chart/$patientId" params={{ patientId: task.patient_id }} className={styles.row} tabIndex={0}>
              <span className={styles.name}>{task.patient_name}</span>
              <span className={styles.facts}>{task.description}</span>
              <span className={`${styles.state} num`}>
                {task.due === null ? null : task.due < today ? (
                  <Trans>overdue since {dayText(task.due)}</Trans>
                ) : (
                  <Trans>by {dayText(task.due)}</Trans>
                )}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
