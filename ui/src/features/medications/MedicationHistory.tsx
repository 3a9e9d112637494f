import { Trans, useLingui } from "@lingui/react/macro";
import type { MedicationEvent, MedicationEventKind, MedicationRequest } from "../../api/bindings";
import { useRead } from "../../api/useRead";
import { dayText, partialDateText } from "../../clinical/dates";
import { keepUnits } from "../../clinical/text";
import { ErrorState, Skeleton } from "../../components/States";
import styles from "./MedicationHistory.module.css";

/** What happened to a medication over all its orders, newest first. */
export function MedicationHistory({ order }: { order: MedicationRequest }) {
  const { t } = useLingui();
  const history = useRead(["medication_request", order.patient_id, "history", order.id], "medication_history", {
    id: order.id,
  });
  if (history.error)
    return (
      <ErrorState
        what={<Trans>The history could not be read.</Trans>}
        error={history.error}
        onRetry={() => void history.refetch()}
      />
    );
  if (!history.data) return <Skeleton rows={2} />;
  return (
    <ol className={styles.events} aria-label={t`History of this medication`}>
      {history.data.map((event, index) => (
        <li key={index} data-kind={event.kind}>
          <p className={styles.what}>
            <b>
              <Kind kind={event.kind} />
            </b>{" "}
            <What event={event} />
          </p>
          <p className={styles.by}>
            {event.at ? dayText(event.at) : <Trans>Date not known</Trans>} · {event.who}
          </p>
        </li>
      ))}
    </ol>
  );
}

function Kind({ kind }: { kind: MedicationEventKind }) {
  const { t } = useLingui();
  const words: Record<MedicationEventKind, string> = {
    prescribed: t`Prescribed`,
    recorded: t`Recorded`,
    renewed: t`Renewed`,
    changed: t`Changed`,
    held: t`Held`,
    resumed: t`Resumed`,
    stopped: t`Stopped`,
    completed: t`Completed`,
    cancelled: t`Cancelled`,
    struck: t`Struck out`,
  };
  return words[kind];
}

/** The drug where it is new, else why and until when. */
function What({ event }: { event: MedicationEvent }) {
  const order = keepUnits(`${event.display}${event.sig_text ? `, ${event.sig_text}` : ""}`);
  switch (event.kind) {
    case "prescribed":
    case "recorded":
      return order;
    case "changed":
      return (
        <>
          {order}
          {event.before ? (
            <span className={styles.before}>
              <Trans>before: {keepUnits(event.before)}</Trans>
            </span>
          ) : null}
        </>
      );
    case "held":
      return (
        <>
          {event.reason}
          {event.on ? (
            <>
              {" "}
              <Trans>until {partialDateText(event.on)}</Trans>
            </>
          ) : null}
        </>
      );
    case "stopped":
    case "completed":
      return (
        <>
          {event.reason}
          {event.on ? (
            <>
              {" "}
              <Trans>last taken {partialDateText(event.on)}</Trans>
            </>
          ) : null}
        </>
      );
    default:
      return event.reason;
  }
}
