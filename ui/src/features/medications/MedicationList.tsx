import { Trans, useLingui } from "@lingui/react/macro";
import { RotateCw } from "lucide-react";
import { useState } from "react";
import type { MedicationRequest } from "../../api/bindings";
import { call } from "../../api/call";
import { useRead } from "../../api/useRead";
import { useCommand } from "../../app/commands";
import { ReasonDialog } from "../../clinical/ReasonDialog";
import { focusedRow, ListSection, MoreButton, Row, Rows } from "../../clinical/Rows";
import { keepUnits, splitDose } from "../../clinical/text";
import { Button } from "../../components/Button";
import { Pill } from "../../components/Pill";
import { EmptyState } from "../../components/States";
import { toast } from "../../components/toasts";
import { MedicationDetails } from "./MedicationDetails";
import styles from "./MedicationList.module.css";

interface MedicationListProps {
  patientId: string;
  medications: readonly MedicationRequest[];
  inactiveCount: number;
  practitioners: Record<string, string>;
  mayWrite: boolean;
  mayPrescribe: boolean;
  onPrescribe: () => void;
  onRecord: () => void;
  onRefill: (order: MedicationRequest) => void;
}

/** The medications the patient takes: from here, from outside, and on hold. */
export function MedicationList(props: MedicationListProps) {
  const { patientId, medications, inactiveCount, mayWrite, mayPrescribe, onPrescribe, onRecord, onRefill } = props;
  const { t } = useLingui();
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const [asking, setAsking] = useState<{ what: "stop" | "hold"; order: MedicationRequest } | null>(null);
  const everything = useRead(
    ["medication_list", patientId, true],
    "medication_list",
    { patient_id: patientId, all: true },
    { enabled: all },
  );
  const shown = all && everything.data ? everything.data.filter((one) => one.status !== "draft") : medications;

  const onRow = (run: (order: MedicationRequest) => void) => (): void => {
    const order = shown.find((one) => one.id === focusedRow());
    if (order) run(order);
  };
  const stop = (order: MedicationRequest): void => setAsking({ what: "stop", order });
  const holdOrResume = (order: MedicationRequest): void => {
    if (order.status === "on-hold") void resume(order);
    else setAsking({ what: "hold", order });
  };
  const resume = async (order: MedicationRequest): Promise<void> => {
    await call("resume_medication", { id: order.id });
    toast({ text: t`${order.display} resumed` });
  };
  const refill = (order: MedicationRequest): void => {
    if (mayPrescribe && !order.reported) onRefill(order);
  };
  useCommand("medications.refill", onRow(refill), mayPrescribe);
  useCommand("medications.stop", onRow(stop), mayWrite);
  useCommand("medications.hold", onRow(holdOrResume), mayWrite);
  useCommand(
    "medications.edit",
    onRow((order) => setOpen(open === order.id ? null : order.id)),
  );
  useCommand("medications.record", onRecord, mayWrite);
  useCommand("medications.show_all", () => setAll(!all), inactiveCount > 0);

  const giveReason = async (reason: string): Promise<void> => {
    if (!asking) return;
    const { what, order } = asking;
    await call(what === "stop" ? "stop_medication" : "hold_medication", { id: order.id, reason });
    toast({
      text: what === "stop" ? t`${order.display} stopped` : t`${order.display} on hold`,
      undo: () => call("resume_medication", { id: order.id }).then(() => undefined),
    });
  };

  return (
    <ListSection
      title={t`Medications`}
      count={medications.length}
      scope="rows medications"
      addLabel={mayPrescribe ? t`Prescribe` : mayWrite ? t`Record a medication from outside` : undefined}
      addKeys={mayPrescribe ? "Alt+R" : undefined}
      onAdd={mayPrescribe ? onPrescribe : onRecord}
    >
      {shown.length === 0 ? (
        <EmptyState
          inline
          action={
            mayWrite ? (
              <Button size="small" onPress={onRecord}>
                <Trans>Record one from outside</Trans>
              </Button>
            ) : undefined
          }
        >
          <Trans>No medications recorded.</Trans>
        </EmptyState>
      ) : (
        <Rows label={t`Medications`}>
          {shown.map((order) => {
            const { name, rest } = splitDose(order.display);
            const active = order.status === "active";
            return (
              <Row
                key={order.id}
                id={order.id}
                open={open === order.id}
                onToggle={() => setOpen(open === order.id ? null : order.id)}
                dimmed={order.status === "stopped" || order.status === "completed" || order.status === "cancelled"}
                side={
                  active && mayPrescribe && !order.reported ? (
                    <Button
                      size="small"
                      icon={<RotateCw size={13} />}
                      className={styles.refill}
                      onPress={() => refill(order)}
                      aria-label={t`Refill ${order.display}`}
                    >
                      <Trans>Refill</Trans>
                    </Button>
                  ) : undefined
                }
                details={
                  <MedicationDetails
                    order={order}
                    requester={order.requester_id ? (props.practitioners[order.requester_id] ?? null) : null}
                    mayWrite={mayWrite}
                    mayPrescribe={mayPrescribe}
                    onRefill={() => refill(order)}
                    onStop={() => stop(order)}
                    onHold={() => holdOrResume(order)}
                  />
                }
              >
                <span className={styles.text}>
                  <span className={styles.name}>
                    <b>{name}</b> {keepUnits(rest)}
                  </span>
                  <span className={styles.sig}>{keepUnits(order.sig_text || order.sig)}</span>
                </span>
                <span className={styles.side}>
                  <State order={order} />
                </span>
              </Row>
            );
          })}
        </Rows>
      )}
      {inactiveCount > 0 ? (
        <MoreButton onPress={() => setAll(!all)}>
          {all ? <Trans>Hide stopped</Trans> : <Trans>{inactiveCount} stopped</Trans>}
        </MoreButton>
      ) : null}
      {asking ? (
        <ReasonDialog
          title={asking.what === "stop" ? t`Stop ${asking.order.display}` : t`Hold ${asking.order.display}`}
          usual={
            asking.what === "stop"
              ? [
                  t`Course completed`,
                  t`Side effect`,
                  t`Not effective`,
                  t`Changed to another drug`,
                  t`Patient stopped it`,
                ]
              : [t`Interaction with another drug`, t`Procedure planned`, t`Lab result awaited`, t`Side effect`]
          }
          action={asking.what === "stop" ? t`Stop` : t`Hold`}
          onClose={() => setAsking(null)}
          onGive={giveReason}
        />
      ) : null}
    </ListSection>
  );
}

/** What stands right of a medication: how it is, when it is not simply taken. */
function State({ order }: { order: MedicationRequest }) {
  if (order.status === "on-hold") {
    return (
      <Pill tone="moderate">
        <Trans>On hold</Trans>
      </Pill>
    );
  }
  if (order.status === "stopped") return <Trans>Stopped</Trans>;
  if (order.status === "completed") return <Trans>Completed</Trans>;
  if (order.reported) return <Trans>Outside</Trans>;
  return <Trans>Refills {order.refills}</Trans>;
}
