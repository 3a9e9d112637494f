import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { OpenTask } from "../../api/bindings";
import { call, sentenceOf } from "../../api/call";
import { ReasonDialog } from "../../clinical/ReasonDialog";
import { Button } from "../../components/Button";
import { dayText } from "../../components/dates";
import { toast } from "../../components/toasts";
import styles from "./tasks.module.css";

/** One open task: what, by when, and the two ways to close it. */
export function TaskRow({ task, today, mayWrite }: { task: OpenTask; today: string; mayWrite: boolean }) {
  const { t } = useLingui();
  const [calling, setCalling] = useState(false);
  const late = task.due !== null && task.due < today;
  const close = async (done: boolean, outcome: string | null): Promise<void> => {
    await call("close_task", { id: task.id, done, outcome });
    toast({
      text: done ? t`Done: ${task.description}` : t`Called off: ${task.description}`,
      undo: async () => {
        await call("reopen_task", { id: task.id });
      },
    });
  };
  return (
    <>
      <span className={styles.what}>
        {task.description}
        {task.reason ? <span className={styles.why}>{task.reason}</span> : null}
      </span>
      <span className={styles.due} data-late={late || undefined}>
        {task.due ? (
          late ? (
            <Trans>overdue since {dayText(task.due)}</Trans>
          ) : (
            <Trans>by {dayText(task.due)}</Trans>
          )
        ) : null}
      </span>
      {mayWrite ? (
        <span className={styles.acts}>
          <Button
            size="small"
            onPress={() => void close(true, null).catch((cause) => toast({ text: sentenceOf(cause), tone: "warning" }))}
          >
            <Trans>Done</Trans>
          </Button>
          <Button size="small" variant="quiet" onPress={() => setCalling(true)}>
            <Trans>Call off</Trans>
          </Button>
        </span>
      ) : null}
      {calling ? (
        <ReasonDialog
          title={t`Call off this task`}
          subtitle={task.description}
          usual={[t`No longer needed`, t`Done elsewhere`, t`Patient declined`]}
          action={t`Call off`}
          onClose={() => setCalling(false)}
          onGive={(reason) => close(false, reason)}
        />
      ) : null}
    </>
  );
}
