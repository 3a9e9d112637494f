import { useEffect, useSyncExternalStore } from "react";

/** A chart that is open in the top bar. Names live in memory only, never in storage or in the address. */
export interface ChartTab {
  patientId: string;
  /** "Ortega-Lindqvist, M."; empty until the chart has been read. */
  name: string;
  /** A visit is open: shown by a filled dot. */
  openVisit: boolean;
}

/** More than five and a chart is no longer found at a glance; the one used longest ago gives way. */
export const MAX_TABS = 5;

let tabs: readonly ChartTab[] = [];
let recency: string[] = [];
const listeners = new Set<() => void>();

function set(next: readonly ChartTab[]): void {
  tabs = next;
  for (const listener of listeners) listener();
}

/** Opens a tab, or brings it to mind if it is open. */
export function openTab(patientId: string): void {
  recency = [patientId, ...recency.filter((id) => id !== patientId)];
  if (tabs.some((tab) => tab.patientId === patientId)) return;
  let kept = tabs;
  if (kept.length >= MAX_TABS) {
    const oldest = [...recency].reverse().find((id) => id !== patientId && kept.some((tab) => tab.patientId === id));
    kept = kept.filter((tab) => tab.patientId !== oldest);
  }
  set([...kept, { patientId, name: "", openVisit: false }]);
}

/** Closes a tab; answers the patient to show next, or null when none is left. */
export function closeTab(patientId: string): string | null {
  const at = tabs.findIndex((tab) => tab.patientId === patientId);
  const left = tabs.filter((tab) => tab.patientId !== patientId);
  recency = recency.filter((id) => id !== patientId);
  set(left);
  return left[Math.min(at, left.length - 1)]?.patientId ?? null;
}

export function closeAllTabs(): void {
  recency = [];
  set([]);
}

/** The chart used last, for the Chart entry of the rail. */
export function lastChart(): string | null {
  return recency.find((id) => tabs.some((tab) => tab.patientId === id)) ?? null;
}

export function nameTab(patientId: string, name: string, openVisit: boolean): void {
  const tab = tabs.find((one) => one.patientId === patientId);
  if (!tab || (tab.name === name && tab.openVisit === openVisit)) return;
  set(tabs.map((one) => (one === tab ? { patientId, name, openVisit } : one)));
}

export function useChartTabs(): readonly ChartTab[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => tabs,
  );
}

/** For the chart page: tells its tab what to show. */
export function useChartTab(patientId: string, name: string, openVisit: boolean): void {
  useEffect(() => nameTab(patientId, name, openVisit), [patientId, name, openVisit]);
}
