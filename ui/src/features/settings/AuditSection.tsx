import { Trans, useLingui } from "@lingui/react/macro";
import { ShieldCheck } from "lucide-react";
import { useEffect, useState } from "react";
import type { AuditEvent, Role } from "../../api/bindings";
import { call } from "../../api/call";
import { useAct } from "../../api/useAct";
import { useStatus } from "../../app/session";
import { Button } from "../../components/Button";
import { dayTimeText } from "../../components/dates";
import { roleWord } from "../../components/roles";
import { EmptyState, ErrorState, Notice, Skeleton } from "../../components/States";
import { Part } from "./Part";
import styles from "./settings.module.css";

const PAGE = 100;

/** Who did what, newest first. Reading it is itself written down. */
export function AuditSection() {
  const { t } = useLingui();
  const { time_zone } = useStatus();
  const verify = useAct("verify_record");
  const [checked, setChecked] = useState<{ records: number; audit_entries: number; problems: string[] } | null>(null);
  const [events, setEvents] = useState<AuditEvent[] | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const [more, setMore] = useState(true);

  const load = async (after: number | null) => {
    setFailed(null);
    try {
      const next = await call("audit_log", { patient_id: null, after, limit: PAGE });
      setEvents((old) => (after === null ? next : [...(old ?? []), ...next]));
      setMore(next.length === PAGE);
    } catch (error) {
      setFailed(error);
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once when opened; opening is an audited act
  useEffect(() => {
    void load(null);
  }, []);

  return (
    <Part
      title={<Trans>Audit log</Trans>}
      hint={
        <Trans>
          Every opening, change and print, by whom and when. It cannot be edited, and opening it is written down too.
        </Trans>
      }
      action={
        <Button
          icon={<ShieldCheck />}
          isPending={verify.busy}
          onPress={async () => setChecked((await verify.run({})) ?? null)}
        >
          <Trans>Verify the record</Trans>
        </Button>
      }
    >
      {verify.error && (
        <Notice tone="problem" announce>
          {verify.error.message}
        </Notice>
      )}
      {checked &&
        (checked.problems.length === 0 ? (
          <Notice tone="ok" icon={<ShieldCheck aria-hidden />} announce>
            <Trans>
              Verified: {checked.records.toLocaleString()} records and {checked.audit_entries.toLocaleString()} audit
              entries are whole and in order.
            </Trans>
          </Notice>
        ) : (
          <Notice tone="problem" announce>
            {checked.problems.map((problem) => (
              <p key={problem}>{problem}</p>
            ))}
          </Notice>
        ))}
      {failed !== null && (
        <ErrorState
          what={<Trans>The audit log could not be read.</Trans>}
          error={failed}
          onRetry={() => void load(events?.at(-1)?.seq ?? null)}
        />
      )}
      {!events && failed === null && <Skeleton rows={12} height={30} />}
      {events?.length === 0 && (
        <EmptyState>
          <Trans>Nothing has been written down yet.</Trans>
        </EmptyState>
      )}
      {events && events.length > 0 && (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={t`Audit log`}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th className={styles.right}>
                  <Trans>No.</Trans>
                </th>
                <th>
                  <Trans>When</Trans>
                </th>
                <th>
                  <Trans>Who</Trans>
                </th>
                <th>
                  <Trans>What</Trans>
                </th>
                <th>
                  <Trans>Patient</Trans>
                </th>
                <th>
                  <Trans>Outcome</Trans>
                </th>
              </tr>
            </thead>
            <tbody>
              {events.map((event) => (
                <tr key={event.seq}>
                  <td className={`${styles.right} num`}>{event.seq.toLocaleString()}</td>
                  <td className="num">{dayTimeText(event.at, time_zone)}</td>
                  <td>
                    {event.user} <span className={styles.hint}>{roleWord(event.role as Role) ?? event.role}</span>
                  </td>
                  <td>
                    {event.action}
                    {event.entity && <span className={styles.hint}> {event.entity}</span>}
                    {event.reason && <span className={styles.reason}>{event.reason}</span>}
                  </td>
                  <td>{event.patient_label ?? ""}</td>
                  <td>{event.outcome}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {events && events.length > 0 && more && (
        <div>
          <Button onPress={() => void load(events.at(-1)?.seq ?? null)}>
            <Trans>Older entries</Trans>
          </Button>
        </div>
      )}
    </Part>
  );
}
