import { Plural, Trans } from "@lingui/react/macro";
import { useRead } from "../../api/useRead";
import { useStatus } from "../../app/session";
import { dayTimeText } from "../../components/dates";
import { ErrorState, Skeleton } from "../../components/States";
import styles from "./OutboxPage.module.css";
import { inboundWord } from "./words";

/** One message with everything that was said about it. */
export function TransmissionDetails({ id }: { id: string }) {
  const { time_zone } = useStatus();
  const detail = useRead(["outbox", "transmission", id], "transmission", { id });
  if (detail.error)
    return (
      <ErrorState
        what={<Trans>The message could not be opened.</Trans>}
        error={detail.error}
        onRetry={() => void detail.refetch()}
      />
    );
  if (!detail.data) return <Skeleton rows={3} />;
  const { view, replies, text } = detail.data;
  return (
    <div className={styles.details}>
      <ul className={styles.history}>
        <li>
          <span className={`${styles.quiet} num`}>{dayTimeText(view.created_at, time_zone)}</span>{" "}
          <Trans>Decided to send</Trans>
        </li>
        {replies.map((reply) => (
          <li key={reply.id}>
            <span className={`${styles.quiet} num`}>{dayTimeText(reply.received_at, time_zone)}</span>{" "}
            {reply.text ?? inboundWord(reply)}
            {reply.problem ? <span className={styles.warn}> {reply.problem}</span> : null}
          </li>
        ))}
        {view.attempts > 0 ? (
          <li className={styles.quiet}>
            <Plural value={view.attempts} one="# try" other="# tries" />
            {view.last_error ? `: ${view.last_error}` : ""}
            {view.next_try ? (
              <>
                {" · "}
                <Trans>next {dayTimeText(view.next_try, time_zone)}</Trans>
              </>
            ) : null}
          </li>
        ) : null}
        {!view.settled && (view.state === "queued" || view.state === "sent") ? (
          <li className={styles.quiet}>
            <Trans>Given up without an answer on {dayTimeText(view.expires_at, time_zone)}</Trans>
          </li>
        ) : null}
      </ul>
      {text ? (
        <details>
          <summary>
            <Trans>The message itself</Trans>
          </summary>
          <pre className={styles.xml} tabIndex={0}>
            {text}
          </pre>
        </details>
      ) : null}
    </div>
  );
}
