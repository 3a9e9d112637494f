import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { OpenTask } from "../../api/bindings";
import { call, sentenceOf } from "../../api/call";
import { useRead } from "../../api/useRead";
import { useCommand } from "../../app/commands";
import { useSession } from "../../app/session";
import { dayText, partialDateText } from "../../clinical/dates";
import { ReasonDialog } from "../../clinical/ReasonDialog";
import { focusedRow, Row, Rows } from "../../clinical/Rows";
import { keepUnits } from "../../clinical/text";
import { Button } from "../../components/Button";
import { toast } from "../../components/toasts";
import styles from "./RefillsPage.module.css";

/** Refills that patients asked for at the desk: opened in the chart, done, or declined with a reason. Nothing when none is. */
export function AskedFor() {
  const { t } = useLingui();
  const { can } = useSession();
  const navigate = useNavigate();
  const [declining, setDeclining] = useState<OpenTask | null>(null);
  const mayWrite = can("chart_write");
  // A prescriber sees what is for them; others see what waits for anybody.
  const mine = can("prescribe");
  const open = useRead(["task", null, "refill", mine], "open_tasks", { patient_id: null, mine, kind: "refill" });
  const tasks = open.data ?? [];
  const focused = (): OpenTask | undefined => tasks.find((one) => one.id === focusedRow());

  const done = (task: OpenTask): void => {
    call("close_task", { id: task.id, done: true, outcome: null })
      .then(() =>
        toast({
          text: t`Done: ${task.description}`,
          undo: async () => {
            await call("reopen_task", { id: task.id });
          },
        }),
      )
      .catch((cause: unknown) => toast({ text: sentenceOf(cause), tone: "warning" }));
  };
  useCommand(
    "refills.done",
    () => {
      const task = focused();
      if (task) done(task);
    },
    mayWrite && declining === null,
  );
  useCommand(
    "refills.decline",
    () => {
      const task = focused();
      if (task) setDeclining(task);
    },
    mayWrite && declining === null,
  );

  if (tasks.length === 0) return null;
  return (
    <section className={styles.asked} aria-label={t`Asked for by patients`}>
      <h2>
        <Plural value={tasks.length} one="# asked for by a patient" other="# asked for by patients" />
      </h2>
      <Rows label={t`Asked for by patients`}>
        {tasks.map((task) => (
          <Row
            key={task.id}
            id={task.id}
            open={false}
            onToggle={() => void navigate({ to: "/chart/$patientId", params: { patientId: task.patient_id } })}
            side={
              mayWrite ? (
                <span className={styles.acts}>
                  <Button size="small" keys="D" onPress={() => done(task)}>
                    <Trans>Done</Trans>
                  </Button>
                  <Button size="small" variant="quiet" keys="X" onPress={() => setDeclining(task)}>
                    <Trans>Decline</Trans>
                  </Button>
                </span>
              ) : null
            }
          >
            <span className={styles.request}>
              <span>
                <b className={styles.block}>{task.patient_name}</b>
                <span className={styles.quiet}>{partialDateText(task.birth_date)}</span>
              </span>
              <span>
                <span className={styles.block}>{keepUnits(task.description)}</span>
                <span className={styles.quiet}>
                  {[task.reason, dayText(task.authored_at)].filter(Boolean).join(" · ")}
                </span>
              </span>
            </span>
          </Row>
        ))}
      </Rows>
      {declining ? (
        <ReasonDialog
          title={t`Decline the refill`}
          subtitle={`${declining.patient_name} · ${declining.description}`}
          usual={[t`Due for a visit first`, t`Refills remain at the pharmacy`, t`No longer taken`]}
          action={t`Decline`}
          onClose={() => setDeclining(null)}
          onGive={async (reason) => {
            await call("close_task", { id: declining.id, done: false, outcome: reason });
            const { id, description } = declining;
            toast({
              text: t`Declined: ${description}`,
              undo: async () => {
                await call("reopen_task", { id });
              },
            });
          }}
        />
      ) : null}
    </section>
  );
}
