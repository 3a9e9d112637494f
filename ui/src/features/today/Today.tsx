import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { runCommand } from "../../app/commands/registry";
import { useSession, useStatus } from "../../app/session";
import { Button } from "../../components/Button";
import { weekdayText } from "../../components/dates";
import { FirstSteps } from "./FirstSteps";
import { RecentPatients } from "./RecentPatients";
import styles from "./today.module.css";

/** Where the day begins: who was seen last, and, in the first days, what is left to set up. */
export function Today() {
  const { t } = useLingui();
  const { today } = useStatus();
  const session = useSession();
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <h1>
          <Trans>Today</Trans>
        </h1>
        <span className={styles.date}>
          {weekdayText(today)} · {session.display_name}
        </span>
        {session.can("patient_demographics_read") && (
          <Button keys="Mod+K" onPress={() => runCommand("app.palette")}>
            <Trans>Find a patient</Trans>
          </Button>
        )}
      </header>
      <div className={styles.columns}>
        <section aria-labelledby="recent" className={styles.main}>
          <h2 id="recent">
            <Trans>Recent patients</Trans>
          </h2>
          {session.can("patient_demographics_read") ? (
            <RecentPatients />
          ) : (
            <p className={styles.quiet}>
              <Trans>Your role does not include patient records.</Trans>
            </p>
          )}
        </section>
        <FirstSteps />
      </div>
      {session.can("patient_demographics_read") && (
        <footer className={styles.foot}>
          <Link to="/patients" tabIndex={0}>
            {t`All patients`}
          </Link>
        </footer>
      )}
    </div>
  );
}
