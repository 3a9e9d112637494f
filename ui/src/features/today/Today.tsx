import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { runCommand, useCommand } from "../../app/commands/registry";
import { useSession, useStatus } from "../../app/session";
import { Button } from "../../components/Button";
import { weekdayText } from "../../components/dates";
import { Notice } from "../../components/States";
import { FirstSteps } from "./FirstSteps";
import { MyTasks } from "./MyTasks";
import { OpenVisits } from "./OpenVisits";
import { RecentPatients } from "./RecentPatients";
import styles from "./today.module.css";

/** Moves among the patients on this page, through all lists as if they were one. */
function step(by: number): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-scope="today"] li > *')];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.focus();
}

/** Where the day begins: the visits still open, who was seen last, and, in the first days, what is left to set up. */
export function Today() {
  const { t } = useLingui();
  const { today, recovery_pending } = useStatus();
  const session = useSession();
  useCommand("today.down", () => step(1));
  useCommand("today.up", () => step(-1));
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
      {recovery_pending && session.can("settings_users") && (
        <div className={styles.notice}>
          <Notice
            tone="warning"
            action={
              <Link to="/settings/$section" params={{ section: "people" }} tabIndex={0}>
                <Trans>Recovery key</Trans>
              </Link>
            }
          >
            <Trans>The recovery key was never confirmed. If every passphrase is lost, so is the record.</Trans>
          </Notice>
        </div>
      )}
      <div className={styles.columns}>
        <section
          aria-label={t`Patients`}
          className={styles.main}
          data-scope="today"
          onKeyDown={(event) => {
            const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
            if (by === 0) return;
            event.preventDefault();
            step(by);
          }}
        >
          {session.can("note_write") && <OpenVisits />}
          {session.can("chart_read") && <MyTasks />}
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
