import { useLingui } from "@lingui/react/macro";
import { Link, useNavigate } from "@tanstack/react-router";
import { X } from "lucide-react";
import { cx } from "../../components/cx";
import { type ChartTab, closeTab, useChartTabs } from "../chartTabs";
import { runCommand } from "../commands/registry";
import styles from "./ChartTabs.module.css";

/** The open charts, at most five. A filled dot means a visit is open. */
export function ChartTabs({ patientId }: { patientId: string | null }) {
  const { t } = useLingui();
  const tabs = useChartTabs();
  if (tabs.length === 0) return null;
  return (
    <nav aria-label={t`Open charts`}>
      <ul className={styles.tabs}>
        {tabs.map((tab) => (
          <Tab key={tab.patientId} tab={tab} current={tab.patientId === patientId} />
        ))}
      </ul>
    </nav>
  );
}

function Tab({ tab, current }: { tab: ChartTab; current: boolean }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const name = tab.name || t`Opening`;
  const close = () => {
    if (current) runCommand("chart.close");
    else closeTab(tab.patientId);
    if (!current) void navigate({ to: ".", replace: true });
  };
  return (
    <li className={cx(styles.tab, current && styles.current)}>
      <Link
        to="/chart/$patientId"
        params={{ patientId: tab.patientId }}
        className={styles.link}
        tabIndex={0}
        aria-current={current ? "page" : undefined}
        title={name}
      >
        <span className={cx(styles.dot, tab.openVisit && styles.open)} aria-hidden />
        <span className={styles.name}>{name}</span>
        {tab.openVisit && <span className="vh">{t`, visit open`}</span>}
      </Link>
      <button type="button" className={styles.close} onClick={close} aria-label={t`Close ${name}`}>
        <X aria-hidden />
      </button>
    </li>
  );
}
