import { useLingui } from "@lingui/react/macro";
import { useRead } from "../../api/useRead";
import { ListSection } from "../../clinical/Rows";
import { TaskRow } from "./TaskRow";
import styles from "./tasks.module.css";

/** What is still to be done for this patient; nothing at all when nothing is. */
export function PatientTasks({ patientId, today, mayWrite }: { patientId: string; today: string; mayWrite: boolean }) {
  const { t } = useLingui();
  const open = useRead(["task", patientId], "open_tasks", { patient_id: patientId, mine: false, kind: null });
  if (!open.data || open.data.length === 0) return null;
  return (
    <ListSection title={t`To do`} count={open.data.length} scope="rows tasks">
      <ul className={styles.list}>
        {open.data.map((task) => (
          <li key={task.id} className={styles.row}>
            <TaskRow task={task} today={today} mayWrite={mayWrite} />
          </li>
        ))}
      </ul>
    </ListSection>
  );
}
