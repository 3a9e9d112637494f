import { Trans, useLingui } from "@lingui/react/macro";
import { RotateCw } from "lucide-react";
import type { MedicationRequest } from "../../api/bindings";
import { partialDateText } from "../../clinical/dates";
import { Row } from "../../clinical/Rows";
import { keepUnits, splitDose } from "../../clinical/text";
import { Button } from "../../components/Button";
import { Pill } from "../../components/Pill";
import { groupOf, holdIsOver } from "./groups";
import { MedicationDetails, type MedicationDetailsProps } from "./MedicationDetails";
import styles from "./MedicationList.module.css";

interface MedicationRowProps extends MedicationDetailsProps {
  today: string;
  open: boolean;
  onToggle: () => void;
}

/** One medication in a line: name and strength, directions, and how it stands when it is not simply taken. */
export function MedicationRow({ today, open, onToggle, ...details }: MedicationRowProps) {
  const { t } = useLingui();
  const { order, onRefill } = details;
  const { name, rest } = splitDose(order.display);
  return (
    <Row
      id={order.id}
      open={open}
      onToggle={onToggle}
      dimmed={groupOf(order) === "over"}
      side={
        groupOf(order) === "here" && onRefill ? (
          <Button
            size="small"
            icon={<RotateCw size={13} />}
            className={styles.refill}
            onPress={onRefill}
            aria-label={t`Refill ${order.display}`}
          >
            <Trans>Refill</Trans>
          </Button>
        ) : undefined
      }
      details={<MedicationDetails {...details} />}
    >
      <span className={styles.text}>
        <span className={styles.name}>
          <b>{name}</b> {keepUnits(rest)}
        </span>
        <span className={styles.sig}>{keepUnits(order.sig_text || order.sig)}</span>
      </span>
      <span className={styles.side}>
        <State order={order} today={today} />
      </span>
    </Row>
  );
}

/** What stands right of a medication. */
function State({ order, today }: { order: MedicationRequest; today: string }) {
  switch (groupOf(order)) {
    case "held":
      return (
        <Pill tone={holdIsOver(order, today) ? "high" : "moderate"}>
          {order.hold_until ? <Trans>Until {partialDateText(order.hold_until)}</Trans> : <Trans>On hold</Trans>}
        </Pill>
      );
    case "over":
      if (order.ended_on) return partialDateText(order.ended_on);
      return order.status === "completed" ? <Trans>Completed</Trans> : <Trans>Stopped</Trans>;
    case "elsewhere":
      return order.over_the_counter ? <Trans>OTC</Trans> : <Trans>Outside</Trans>;
    default:
      return <Trans>Refills {order.refills}</Trans>;
  }
}
