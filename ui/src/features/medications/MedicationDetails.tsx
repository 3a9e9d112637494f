import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import type { MedicationRequest } from "../../api/bindings";
import { dayText, partialDateText } from "../../clinical/dates";
import { keepUnits, quantityText } from "../../clinical/text";
import { Button } from "../../components/Button";
import { groupOf } from "./groups";
import { MedicationHistory } from "./MedicationHistory";
import styles from "./MedicationList.module.css";

export interface MedicationDetailsProps {
  order: MedicationRequest;
  requester: string | null;
  /** Absent where this person, or this medication, does not allow it. */
  onRefill?: (() => void) | undefined;
  onChange?: (() => void) | undefined;
  onHold?: (() => void) | undefined;
  onStop?: (() => void) | undefined;
  onSend?: (() => void) | undefined;
}

/** One medication, opened in place: the order as written, what can be done with it, and its history. */
export function MedicationDetails({
  order,
  requester,
  onRefill,
  onChange,
  onHold,
  onStop,
  onSend,
}: MedicationDetailsProps) {
  const group = groupOf(order);
  const quantity = quantityText(order.quantity, order.quantity_unit);
  return (
    <>
      <dl className={styles.facts}>
        {quantity ? <Fact name={<Trans>Quantity</Trans>}>{keepUnits(quantity)}</Fact> : null}
        {order.start ? <Fact name={<Trans>Start</Trans>}>{partialDateText(order.start)}</Fact> : null}
        {order.reason_display ? <Fact name={<Trans>For</Trans>}>{order.reason_display}</Fact> : null}
        {order.pharmacy ? <Fact name={<Trans>Pharmacy</Trans>}>{order.pharmacy}</Fact> : null}
        <Fact name={order.reported ? <Trans>Recorded</Trans> : <Trans>Written</Trans>}>
          {dayText(order.authored_at)}
          {requester ? `, ${requester}` : ""}
        </Fact>
        {order.informant ? <Fact name={<Trans>Source</Trans>}>{order.informant}</Fact> : null}
        {order.status_reason ? <Fact name={<Trans>Reason</Trans>}>{order.status_reason}</Fact> : null}
        {order.overrides.map((override) => (
          <Fact key={override.finding_key} name={<Trans>Override</Trans>}>
            {override.reason}
          </Fact>
        ))}
      </dl>
      <div className={styles.actions}>
        {onRefill ? (
          <Button size="small" keys="R" onPress={onRefill}>
            <Trans>Refill</Trans>
          </Button>
        ) : null}
        {onChange ? (
          <Button size="small" keys="C" onPress={onChange}>
            <Trans>Change</Trans>
          </Button>
        ) : null}
        {onSend ? (
          <Button size="small" keys="P" onPress={onSend}>
            <Trans>Send</Trans>
          </Button>
        ) : null}
        {onHold ? (
          <Button size="small" keys="H" onPress={onHold}>
            {group === "here" || group === "elsewhere" ? <Trans>Hold</Trans> : <Trans>Resume</Trans>}
          </Button>
        ) : null}
        {onStop ? (
          <Button size="small" keys="S" onPress={onStop}>
            <Trans>Stop</Trans>
          </Button>
        ) : null}
      </div>
      <MedicationHistory order={order} />
    </>
  );
}

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
