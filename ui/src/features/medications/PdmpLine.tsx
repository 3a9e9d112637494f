import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { ClipboardCheck } from "lucide-react";
import { useState } from "react";
import type { Chart, LocalDate, PdmpQuery } from "../../api/bindings";
import { useCommand } from "../../app/commands";
import { dayText, localDayOf } from "../../clinical/dates";
import { Button } from "../../components/Button";
import styles from "./Pdmp.module.css";
import { PdmpDialog } from "./PdmpDialog";

interface PdmpLineProps {
  chart: Chart;
  today: LocalDate;
  mayWrite: boolean;
}

/** Under the medications: when the drug monitoring program was last asked, and what it said. Only where it matters. */
export function PdmpLine({ chart, today, mayWrite }: PdmpLineProps) {
  const [asking, setAsking] = useState(false);
  useCommand("medications.pdmp", () => setAsking(true), mayWrite);
  const last = chart.pdmp[0];
  const controlled = chart.medications.some((one) => one.dea_schedule !== null || one.state_schedule !== null);
  return (
    <>
      {last || controlled ? (
        <div className={styles.line}>
          <ClipboardCheck size={14} aria-hidden />
          <p>
            {last ? <LookUp query={last} today={today} by={chart.practitioners[last.queried_by] ?? ""} /> : <Never />}
          </p>
          {mayWrite ? (
            <Button size="small" variant="quiet" onPress={() => setAsking(true)}>
              <Trans>Record</Trans>
            </Button>
          ) : null}
        </div>
      ) : null}
      {asking ? (
        <PdmpDialog
          patientId={chart.patient.id}
          program={null}
          onRecorded={() => undefined}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}

function Never() {
  return <Trans>Drug monitoring program: no look-up recorded</Trans>;
}

function LookUp({ query, today, by }: { query: PdmpQuery; today: LocalDate; by: string }) {
  const { t } = useLingui();
  const days = Math.max(0, Math.round((Date.parse(today) - Date.parse(localDayOf(query.queried_at))) / 86_400_000));
  const parts = [query.found, query.reference ? t`No. ${query.reference}` : null, by].filter(Boolean).join(" · ");
  return (
    <span title={dayText(query.queried_at)}>
      <b>{query.outcome === "checked" ? <Checked days={days} /> : <Trans>PDMP not asked</Trans>}</b> {parts}
    </span>
  );
}

/** "PDMP checked 3 days ago". */
export function Checked({ days }: { days: number }) {
  if (days === 0) return <Trans>PDMP checked today</Trans>;
  return <Plural value={days} one="PDMP checked yesterday" other="PDMP checked # days ago" />;
}
