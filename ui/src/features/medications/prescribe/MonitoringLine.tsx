import { Plural, Trans } from "@lingui/react/macro";
import { CircleCheck, TriangleAlert } from "lucide-react";
import type { Monitoring, PdmpQuery } from "../../../api/bindings";
import { Button } from "../../../components/Button";
import styles from "./Controlled.module.css";

interface MonitoringLineProps {
  monitoring: Monitoring;
  last: PdmpQuery | null;
  onRecord: () => void;
}

/** When the drug monitoring program was last asked, whether that is recent enough, and one key to record a look-up. */
export function MonitoringLine({ monitoring, last, onRecord }: MonitoringLineProps) {
  const missing = monitoring.duty === "required" && !monitoring.done;
  const program = monitoring.program ?? "PDMP";
  return (
    <div className={styles.monitoring} data-missing={missing || undefined}>
      {missing ? <TriangleAlert size={14} aria-hidden /> : <CircleCheck size={14} aria-hidden />}
      <p>
        <b>
          <Age program={program} days={monitoring.days_ago} asked={last?.outcome !== "not_possible"} />
        </b>
        {last ? ` · ${last.found}` : null}
        {missing ? (
          <span className={styles.duty}>
            <Trans>Signing waits for a look-up.</Trans> {monitoring.text}
          </span>
        ) : null}
        {missing || monitoring.duty === "reminder" ? (
          <span className={styles.source}>
            {monitoring.duty === "reminder" ? `${monitoring.text} ` : null}
            {monitoring.source}
          </span>
        ) : null}
      </p>
      <Button size="small" keys="Alt+P" variant={missing ? "secondary" : "quiet"} onPress={onRecord}>
        <Trans>Record a look-up</Trans>
      </Button>
    </div>
  );
}

function Age({ program, days, asked }: { program: string; days: number | null; asked: boolean }) {
  if (days === null) return <Trans>{program}: no look-up recorded</Trans>;
  if (!asked) return <Trans>{program}: look-up was not possible</Trans>;
  if (days === 0) return <Trans>{program} checked today</Trans>;
  return (
    <>
      {program} <Plural value={days} one="checked yesterday" other="checked # days ago" />
    </>
  );
}
