import { useLingui } from "@lingui/react/macro";
import { CircleCheck, Lock, Moon, Search, Sun } from "lucide-react";
import { IconButton } from "../../components/Button";
import { Kbd } from "../../components/Kbd";
import { runCommand } from "../commands/registry";
import { useStatus } from "../session";
import { useTheme } from "../theme";
import { ChartTabs } from "./ChartTabs";
import styles from "./TopBar.module.css";
import { UserMenu } from "./UserMenu";

/** Open charts, the command field, where the record is, and who is working. */
export function TopBar({ patientId }: { patientId: string | null }) {
  const { t } = useLingui();
  const status = useStatus();
  const { shown } = useTheme();
  return (
    <header className={styles.bar}>
      <div className={styles.start}>
        <ChartTabs patientId={patientId} />
      </div>
      <button type="button" className={styles.search} onClick={() => runCommand("app.palette")}>
        <Search aria-hidden />
        <span className={styles.searchText}>{t`Search patients or type a command`}</span>
        <Kbd keys="Mod+K" decorative />
      </button>
      <div className={styles.end}>
        {status.demo && (
          <span className={styles.demo} title={t`Fictional people. Nothing here is a real patient.`}>
            {t`DEMO`}
          </span>
        )}
        <span className={styles.saved} title={t`Everything is kept on this device. No network is needed.`}>
          <CircleCheck aria-hidden />
          <span>{t`On this device`}</span>
        </span>
        <IconButton
          label={shown === "dark" ? t`Light colors` : t`Dark colors`}
          icon={shown === "dark" ? <Sun /> : <Moon />}
          onPress={() => runCommand("app.theme")}
        />
        <IconButton label={t`Lock`} keys="Mod+L" icon={<Lock />} onPress={() => runCommand("app.lock")} />
        <UserMenu />
      </div>
    </header>
  );
}
