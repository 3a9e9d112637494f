import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { undoLast } from "../../components/toasts";
import { closeTab, lastChart, useChartTabs } from "../chartTabs";
import { useCommand } from "../commands/registry";
import { lockNow } from "../lock";
import { movePane } from "../panes";
import { toggleTheme } from "../theme";

/** Binds what the frame itself can do. */
export function useFrameCommands(patientId: string | null) {
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const navigate = useNavigate();
  const tabs = useChartTabs();

  const openChart = (id: string) => void navigate({ to: "/chart/$patientId", params: { patientId: id } });
  const openTabAt = (at: number) => {
    const tab = tabs[at];
    if (tab) openChart(tab.patientId);
  };

  useCommand("go.today", () => void navigate({ to: "/today" }));
  useCommand("go.patients", () => void navigate({ to: "/patients" }));
  useCommand("go.refills", () => void navigate({ to: "/refills" }));
  useCommand("go.outbox", () => void navigate({ to: "/outbox" }));
  useCommand("go.settings", () => void navigate({ to: "/settings/$section", params: { section: "preferences" } }));
  useCommand("go.chart", () => {
    const last = lastChart();
    if (last) openChart(last);
    else setPalette(true);
  });
  useCommand("app.palette", () => setPalette(true));
  useCommand("app.help", () => setHelp(true));
  useCommand("app.theme", toggleTheme);
  useCommand("app.lock", () => void lockNow());
  useCommand("app.switchUser", () => void lockNow());
  useCommand("app.undo", () => void undoLast());
  useCommand("pane.next", () => movePane(1));
  useCommand("pane.previous", () => movePane(-1));
  useCommand("chart.tab1", () => openTabAt(0), tabs.length > 0);
  useCommand("chart.tab2", () => openTabAt(1), tabs.length > 1);
  useCommand("chart.tab3", () => openTabAt(2), tabs.length > 2);
  useCommand("chart.tab4", () => openTabAt(3), tabs.length > 3);
  useCommand("chart.tab5", () => openTabAt(4), tabs.length > 4);
  useCommand(
    "chart.close",
    () => {
      if (!patientId) return;
      const next = closeTab(patientId);
      if (next) openChart(next);
      else void navigate({ to: "/today" });
    },
    patientId !== null,
  );

  return { palette, closePalette: () => setPalette(false), help, closeHelp: () => setHelp(false) };
}
