import { Outlet, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { ToastRegion } from "../../components/ToastRegion";
import { PatientDialogs } from "../../features/patients/PatientDialogs";
import { RefillDialogs } from "../../features/refills/RefillDialogs";
import { useSettingsCommands } from "../../features/settings/useSettingsCommands";
import { openTab } from "../chartTabs";
import { HelpSheet } from "../help/HelpSheet";
import { AutoLock } from "../locking/AutoLock";
import { Palette } from "../palette/Palette";
import { useApplyPreferences } from "../preferences";
import { useOtherWindows } from "../useOtherWindows";
import styles from "./Frame.module.css";
import { Rail } from "./Rail";
import { TopBar } from "./TopBar";
import { useFrameCommands } from "./useFrameCommands";

/** Everything around the page: rail, top bar, palette, help, toasts, and the clock of the lock. */
export function Frame() {
  useApplyPreferences();
  useOtherWindows();
  useSettingsCommands();
  const patientId = useOpenPatient();
  useEffect(() => {
    if (patientId) openTab(patientId);
  }, [patientId]);
  const frame = useFrameCommands(patientId);
  // The chart is where everyone goes next: fetched while the hands are still.
  useEffect(() => {
    const timer = setTimeout(() => void import("../../chart/ChartPage"), 400);
    return () => clearTimeout(timer);
  }, []);

  return (
    <div className={styles.frame}>
      <Rail patientId={patientId} />
      <TopBar patientId={patientId} />
      <main className={styles.main}>
        <Outlet />
      </main>
      <Palette open={frame.palette} onClose={frame.closePalette} />
      <HelpSheet open={frame.help} onClose={frame.closeHelp} />
      <PatientDialogs />
      <RefillDialogs />
      <ToastRegion />
      <AutoLock />
    </div>
  );
}

/** The patient in the address, if the page is a chart. */
function useOpenPatient(): string | null {
  const path = useRouterState({ select: (state) => state.location.pathname });
  return /^\/chart\/([^/]+)/.exec(path)?.[1] ?? null;
}
