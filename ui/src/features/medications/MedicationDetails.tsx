import { Trans } from "@lingui/react/macro";
import type { MedicationRequest } from "../../api/bindings";
import { dayText, partialDateText } from "../../clinical/dates";
import { HistoryButton } from "../../clinical/HistoryButton";
import { keepUnits, quantityText } from "../../clinical/text";
import { Button } from "../../components/Button";
import styles from "./MedicationList.module.css";

interface MedicationDetailsProps {
  order: MedicationRequest;
  requester: string | null;
  mayWrite: boolean;
  mayPrescribe: boolean;
  onRefill: () => void;
  onStop: () => void;
  onHold: () => void;
}

/** One medication, opened in place: the order as written and what can be done with it. */
export function MedicationDetails({
  order,
  requester,
  mayWrite,
  mayPrescribe,
  onRefill,
  onStop,
  onHold,
}: MedicationDetailsProps) {
  const running = order.status === "active" || order.status === "on-hold";
  const quantity = quantityText(order.quantity, order.quantity_unit);
  return (
    <>
      <dl className={styles.facts}>
        {quantity ? (
          <div>
            <dt>
              <Trans>Quantity</Trans>
            </dt>
            <dd>{keepUnits(quantity)}</dd>
          </div>
        ) : null}
        {order.start ? (
          <div>
            <dt>
              <Trans>Start</Trans>
            </dt>
            <dd>{partialDateText(order.start)}</dd>
          </div>
        ) : null}
        {order.reason_display ? (
          <div>
            <dt>
              <Trans>For</Trans>
            </dt>
            <dd>{order.reason_display}</dd>
          </div>
        ) : null}
        {order.pharmacy ? (
          <div>
            <dt>
              <Trans>Pharmacy</Trans>
            </dt>
            <dd>{order.pharmacy}</dd>
          </div>
        ) : null}
        <div>
          <dt>{order.reported ? <Trans>Recorded</Trans> : <Trans>Written</Trans>}</dt>
          <dd>
            {dayText(order.authored_at)}
            {requester ? `, ${requester}` : ""}
          </dd>
        </div>
        {order.status_reason ? (
          <div>
            <dt>
              <Trans>Reason</Trans>
            </dt>
            <dd>{order.status_reason}</dd>
          </div>
        ) : null}
        {order.overrides.map((override) => (
          <div key={override.finding_key}>
            <dt>
              <Trans>Override</Trans>
            </dt>
            <dd>{override.reason}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.actions}>
        {running && mayPrescribe && !order.reported ? (
          <Button size="small" keys="R" onPress={onRefill}>
            <Trans>Refill</Trans>
          </Button>
        ) : null}
        {running && mayWrite ? (
          <>
            <Button size="small" keys="H" onPress={onHold}>
              {order.status === "on-hold" ? <Trans>Resume</Trans> : <Trans>Hold</Trans>}
            </Button>
            <Button size="small" keys="S" onPress={onStop}>
              <Trans>Stop</Trans>
            </Button>
          </>
        ) : null}
        <HistoryButton resource="medication_request" id={order.id} patientId={order.patient_id} />
      </div>
    </>
  );
}
