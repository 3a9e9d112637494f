import { useRef, useState } from "react";
import type { Chart, MedicationRequest } from "../api/bindings";
import { useKeptScroll } from "../app/keptScroll";
import { useSession, useStatus } from "../app/session";
import { AllergyList } from "../features/allergies/AllergyList";
import { DocumentList } from "../features/documents/DocumentList";
import { MedicationList } from "../features/medications/MedicationList";
import { PdmpLine } from "../features/medications/PdmpLine";
import { Vitals } from "../features/observations/Vitals";
import { SendDialog } from "../features/outbox/SendDialog";
import { ProblemList } from "../features/problems/ProblemList";
import { PatientTasks } from "../features/tasks/PatientTasks";
import styles from "./Chart.module.css";

interface SummaryPaneProps {
  chart: Chart;
  mayPrescribe: boolean;
  onPrescribe: () => void;
  onRecord: () => void;
  onRefill: (order: MedicationRequest) => void;
  onChange: (order: MedicationRequest) => void;
}

/** What is true of this patient now. */
export function SummaryPane({ chart, mayPrescribe, onPrescribe, onRecord, onRefill, onChange }: SummaryPaneProps) {
  const { can } = useSession();
  const { today } = useStatus();
  const patientId = chart.patient.id;
  const [sending, setSending] = useState<MedicationRequest | null>(null);
  const list = useRef<HTMLDivElement>(null);
  useKeptScroll(`${patientId} summary`, list);
  const encounterId = chart.open_encounter?.id ?? null;
  const mayWrite = can("chart_write");
  return (
    <div ref={list} className={styles.summary}>
      <PatientTasks patientId={patientId} today={today} mayWrite={mayWrite} />
      <ProblemList
        patientId={patientId}
        encounterId={encounterId}
        problems={chart.problems}
        inactiveCount={chart.inactive_problem_count}
        mayWrite={mayWrite}
      />
      <MedicationList
        patient={chart.patient}
        medications={chart.medications}
        inactiveCount={chart.inactive_medication_count}
        practitioners={chart.practitioners}
        today={today}
        mayWrite={mayWrite}
        mayPrescribe={mayPrescribe}
        onPrescribe={onPrescribe}
        onRecord={onRecord}
        onRefill={onRefill}
        onChange={onChange}
        onSend={setSending}
      />
      {sending ? <SendDialog patient={chart.patient} order={sending} onClose={() => setSending(null)} /> : null}
      <PdmpLine chart={chart} today={today} mayWrite={mayWrite} />
      <Vitals patientId={patientId} encounterId={encounterId} vitals={chart.vitals} today={today} mayWrite={mayWrite} />
      <AllergyList patientId={patientId} allergies={chart.allergies} mayWrite={mayWrite} />
      <DocumentList
        patientId={patientId}
        encounterId={encounterId}
        documents={chart.documents}
        mayRead={can("document_read")}
        mayWrite={can("document_write")}
      />
    </div>
  );
}
