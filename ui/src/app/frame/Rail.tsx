import { useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { ClipboardList, LayoutDashboard, RotateCw, Send, Settings, Users } from "lucide-react";
import type { ReactNode } from "react";
import { useRead } from "../../api/useRead";
import { Logo } from "../../components/Logo";
import { lastChart, useChartTabs } from "../chartTabs";
import { runCommand } from "../commands/registry";
import { useSession } from "../session";
import styles from "./Rail.module.css";

/** The places of the app, with their words. Only those this person may enter. */
export function Rail({ patientId }: { patientId: string | null }) {
  const { t } = useLingui();
  const session = useSession();
  useChartTabs();
  const chart = patientId ?? lastChart();
  return (
    <nav className={styles.rail} aria-label={t`Places`}>
      <span className={styles.logo}>
        <Logo />
      </span>
      <Place to="/today" icon={<LayoutDashboard />} word={t`Today`} />
      {session.can("patient_demographics_read") && <Place to="/patients" icon={<Users />} word={t`Patients`} />}
      {session.can("chart_read") &&
        (chart ? (
          <Link
            to="/chart/$patientId"
            params={{ patientId: chart }}
            className={styles.place}
            tabIndex={0}
            activeProps={{ "aria-current": "page" }}
          >
            <ClipboardList aria-hidden />
            <span>{t`Chart`}</span>
          </Link>
        ) : (
          <button type="button" className={styles.place} onClick={() => runCommand("app.palette")}>
            <ClipboardList aria-hidden />
            <span>{t`Chart`}</span>
          </button>
        ))}
      {session.can("chart_read") && <Place to="/refills" icon={<RotateCw />} word={t`Refills`} />}
      {session.can("chart_read") && <Outbox />}
      <span className={styles.space} />
      <Place to="/settings" icon={<Settings />} word={t`Settings`} />
    </nav>
  );
}

/** The outbox with how much in it waits for a person. */
function Outbox() {
  const { t } = useLingui();
  const count = useRead(["outbox_count"], "outbox_count", {}).data;
  const waiting = (count?.requests ?? 0) + (count?.attention ?? 0);
  return <Place to="/outbox" icon={<Send />} word={t`Outbox`} count={waiting} />;
}

interface PlaceProps {
  to: "/today" | "/patients" | "/refills" | "/outbox" | "/settings";
  icon: ReactNode;
  word: string;
  /** What waits there for a person; nothing is shown for none. */
  count?: number;
}

function Place({ to, icon, word, count = 0 }: PlaceProps) {
  const { t } = useLingui();
  return (
    <Link to={to} className={styles.place} tabIndex={0} activeProps={{ "aria-current": "page" }}>
      {icon}
      <span>{word}</span>
      {count > 0 ? (
        <span className={styles.count}>
          {count > 99 ? "99+" : count}
          <span className="vh"> {t`waiting`}</span>
        </span>
      ) : null}
    </Link>
  );
}
