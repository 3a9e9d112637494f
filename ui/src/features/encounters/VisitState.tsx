import { Trans } from "@lingui/react/macro";
import { Clock, DoorOpen } from "lucide-react";
import { useEffect, useState } from "react";
import type { Encounter } from "../../api/bindings";
import { minutesBetween } from "../../clinical/dates";
import { Pill } from "../../components/Pill";
import styles from "./Encounters.module.css";

const MINUTE = 60_000;

/** The open visit and how long it has lasted, for the banner. */
export function VisitState({ encounter }: { encounter: Encounter | null }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!encounter) return;
    const timer = setInterval(() => setNow(Date.now()), MINUTE / 2);
    return () => clearInterval(timer);
  }, [encounter]);
  if (!encounter) return null;
  const minutes = minutesBetween(encounter.start, new Date(now).toISOString());
  return (
    <div className={styles.state}>
      <Pill tone="accent" round icon={<DoorOpen aria-hidden />}>
        {encounter.kind}
      </Pill>
      <span className={styles.lasted}>
        <Clock size={13} aria-hidden />
        {minutes < 180 ? <Trans>{minutes} min</Trans> : <Trans>open since {Math.floor(minutes / 60)} h</Trans>}
      </span>
    </div>
  );
}
