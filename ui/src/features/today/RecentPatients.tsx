import { Trans } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { PatientHit } from "../../api/bindings";
import { useRead } from "../../api/useRead";
import { runCommand } from "../../app/commands/registry";
import { useSession } from "../../app/session";
import { Button } from "../../components/Button";
import { dayText, partialText } from "../../components/dates";
import { EmptyState, ErrorState, Skeleton } from "../../components/States";
import styles from "./today.module.css";

const SHOWN = 12;

export function RecentPatients() {
  const session = useSession();
  const recent = useRead(["recent_patients", null, SHOWN], "recent_patients", { limit: SHOWN });

  if (recent.error)
    return (
      <ErrorState
        what={<Trans>Recent patients could not be read.</Trans>}
        error={recent.error}
        onRetry={() => void recent.refetch()}
      />
    );
  if (!recent.data) return <Skeleton rows={6} height={44} />;
  if (recent.data.length === 0) {
    return (
      <EmptyState
        inline
        action={
          session.can("patient_demographics_write") && (
            <Button size="small" keys="Alt+N" onPress={() => runCommand("patients.register", "")}>
              <Trans>Register a patient</Trans>
            </Button>
          )
        }
      >
        <Trans>The charts you open are listed here.</Trans>
      </EmptyState>
    );
  }
  return (
    <ul className={styles.list}>
      {recent.data.map((patient) => (
        <li key={patient.id}>
          <Row patient={patient} />
        </li>
      ))}
    </ul>
  );
}

const SEX: Record<PatientHit["gender"], string> = { female: "F", male: "M", other: "O", unknown: "U" };

function Row({ patient }: { patient: PatientHit }) {
  const session = useSession();
  const inside = (
    <>
      <span className={styles.name}>
        {patient.family}, {patient.given}
        {patient.preferred_name && <span className={styles.soft}> “{patient.preferred_name}”</span>}
      </span>
      <span className={`${styles.facts} num`}>
        {patient.age} {SEX[patient.gender]} · {partialText(patient.birth_date)} ·{" "}
        <span className="code">{patient.mrn}</span>
      </span>
      <span className={styles.state}>
        {patient.last_visit && (
          <span className="num">
            <Trans>Last visit {dayText(patient.last_visit)}</Trans>
          </span>
        )}
      </span>
    </>
  );
  if (!session.can("chart_read")) {
    return (
      <button type="button" className={styles.row} onClick={() => runCommand("patients.edit", patient.id)}>
        {inside}
      </button>
    );
  }
  return (
    <Link to="/chart/$patientId" params={{ patientId: patient.id }} className={styles.row} tabIndex={0}>
      {inside}
    </Link>
  );
}
