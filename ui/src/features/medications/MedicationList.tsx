import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { MedicationRequest, Patient } from "../../api/bindings";
import { sentenceOf } from "../../api/call";
import { useRead } from "../../api/useRead";
import { useCommand } from "../../app/commands";
import { focusedRow, ListSection, MoreButton, Rows } from "../../clinical/Rows";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/States";
import { toast } from "../../components/toasts";
import { type Group, grouped, groupOf } from "./groups";
import styles from "./MedicationList.module.css";
import { MedicationRow } from "./MedicationRow";
import { PrintList } from "./PrintList";
import { type Begun, NOTHING_BEGUN, ReconcileDialog } from "./reconcile/ReconcileDialog";
import { StatusDialog } from "./StatusDialog";
import { resume } from "./statusActs";

interface MedicationListProps {
  patient: Patient;
  medications: readonly MedicationRequest[];
  inactiveCount: number;
  practitioners: Record<string, string>;
  today: string;
  mayWrite: boolean;
  mayPrescribe: boolean;
  onPrescribe: () => void;
  onRecord: () => void;
  onRefill: (order: MedicationRequest) => void;
  /** To a pharmacy, by fax or on paper. */
  onSend: (order: MedicationRequest) => void;
  /** Another strength, form or direction: a new order in the place of this one. */
  onChange: (order: MedicationRequest) => void;
}

type Act = (order: MedicationRequest) => void;

/** The medications of the patient in groups: from here, paused, from elsewhere, and over. */
export function MedicationList(props: MedicationListProps) {
  const { patient, medications, inactiveCount, today, mayWrite, mayPrescribe, onPrescribe, onRecord } = props;
  const { t } = useLingui();
  const patientId = patient.id;
  const [reconciling, setReconciling] = useState(false);
  const [begun, setBegun] = useState<Begun>(NOTHING_BEGUN);
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
  const groups = grouped(shown);

  /** What may be done with one medication; nothing where this person or its state forbids it. */
  const acts = (order: MedicationRequest): Partial<Record<"refill" | "change" | "hold" | "stop" | "send", Act>> => {
    const group = groupOf(order);
    const running = group !== "over";
    return {
      ...(running && mayPrescribe && !order.reported ? { refill: props.onRefill } : {}),
      ...(running && (order.reported ? mayWrite : mayPrescribe) ? { change: props.onChange } : {}),
      ...(mayWrite && order.status !== "cancelled" ? { hold: holdOrResume } : {}),
      ...(mayWrite && running && !order.reported && order.signed_at !== null ? { send: props.onSend } : {}),
      ...(mayWrite && running ? { stop: (one) => setAsking({ what: "stop", order: one }) } : {}),
    };
  };
  const holdOrResume = (order: MedicationRequest): void => {
    if (order.status === "active") setAsking({ what: "hold", order });
    else resume(order).catch((cause: unknown) => toast({ text: sentenceOf(cause), tone: "warning" }));
  };
  const onRow = (name: "refill" | "change" | "hold" | "stop" | "send") => (): void => {
    const order = shown.find((one) => one.id === focusedRow());
    if (order) acts(order)[name]?.(order);
  };
  const toggle = (id: string): void => setOpen(open === id ? null : id);
  useCommand("medications.refill", onRow("refill"), mayPrescribe);
  useCommand("medications.change", onRow("change"), mayWrite);
  useCommand("medications.stop", onRow("stop"), mayWrite);
  useCommand("medications.hold", onRow("hold"), mayWrite);
  useCommand("medications.send", onRow("send"), mayWrite);
  useCommand("medications.edit", () => {
    const id = focusedRow();
    if (id && shown.some((one) => one.id === id)) toggle(id);
  });
  useCommand("medications.record", onRecord, mayWrite);
  useCommand("medications.reconcile", () => setReconciling(true), mayWrite && !reconciling);
  useCommand("medications.show_all", () => setAll(!all), inactiveCount > 0);

  const titles: Record<Group, string> = {
    here: t`Prescribed here`,
    held: t`On hold`,
    elsewhere: t`Outside and over the counter`,
    over: t`Stopped and completed`,
  };

  return (
    <ListSection
      title={t`Medications`}
      count={medications.length}
      scope="rows medications"
      aside={
        mayWrite ? (
          <Button size="small" variant="quiet" onPress={() => setReconciling(true)}>
            <Trans>Reconcile</Trans>
          </Button>
        ) : null
      }
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
      ) : null}
      {groups.map(({ group, orders }) => (
        <div key={group}>
          {groups.length > 1 || group !== "here" ? <h4 className={styles.groupTitle}>{titles[group]}</h4> : null}
          <Rows label={titles[group]}>
            {orders.map((order) => {
              const may = acts(order);
              const run = (act: Act | undefined): (() => void) | undefined => act && (() => act(order));
              return (
                <MedicationRow
                  key={order.id}
                  order={order}
                  today={today}
                  requester={order.requester_id ? (props.practitioners[order.requester_id] ?? null) : null}
                  open={open === order.id}
                  onToggle={() => toggle(order.id)}
                  onRefill={run(may.refill)}
                  onChange={run(may.change)}
                  onHold={run(may.hold)}
                  onStop={run(may.stop)}
                  onSend={run(may.send)}
                />
              );
            })}
          </Rows>
        </div>
      ))}
      {inactiveCount > 0 ? (
        <MoreButton onPress={() => setAll(!all)}>
          {all ? <Trans>Hide stopped</Trans> : <Trans>{inactiveCount} stopped</Trans>}
        </MoreButton>
      ) : null}
      <PrintList patientId={patientId} />
      {reconciling ? (
        <ReconcileDialog patient={patient} begun={begun} onBegun={setBegun} onClose={() => setReconciling(false)} />
      ) : null}
      {asking ? (
        <StatusDialog what={asking.what} order={asking.order} today={today} onClose={() => setAsking(null)} />
      ) : null}
    </ListSection>
  );
}
