import { useRef } from "react";
import type { Chart, MedicationRequest } from "../api/bindings";
import { useKeptScroll } from "../app/keptScroll";
import { useSession, useStatus } from "../app/session";
import { AllergyList } from "../features/allergies/AllergyList";
import { DocumentList } from "../features/documents/DocumentList";
import { MedicationList } from "../features/medications/MedicationList";
import { Vitals } from "../features/observations/Vitals";
import { ProblemList } from "../features/problems/ProblemList";
import styles from "./Chart.module.css";

interface SummaryPaneProps {
  chart: Chart;
  mayPrescribe: boolean;
  onPrescribe: () => void;
  onRecord: () => void;
  onRefill: (order: MedicationRequest) => void;
}

/** What is true of this patient now. */
export function SummaryPane({ chart, mayPrescribe, onPrescribe, onRecord, onRefill }: SummaryPaneProps) {
  const { can } = useSession();
  const { today } = useStatus();
  const patientId = chart.patient.id;
  const list = useRef<HTMLDivElement>(null);
  useKeptScroll(`${patientId} summary`, list);
  const encounterId = chart.open_encounter?.id ?? null;
  const mayWrite = can("chart_write");
  return (
    <div ref={list} className={styles.summary}>
      <ProblemList
        patientId={patientId}
        encounterId={encounterId}
        problems={chart.problems}
        inactiveCount={chart.inactive_problem_count}
        mayWrite={mayWrite}
      />
      <MedicationList
        patientId={patientId}
        medications={chart.medications}
        inactiveCount={chart.inactive_medication_count}
        practitioners={chart.practitioners}
        mayWrite={mayWrite}
        mayPrescribe={mayPrescribe}
        onPrescribe={onPrescribe}
        onRecord={onRecord}
        onRefill={onRefill}
      />
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
