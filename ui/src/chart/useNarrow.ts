import { useSyncExternalStore } from "react";

/** Below this width, CSS px, three panes no longer fit side by side (a 1440 px window at 150 % zoom is 960 px). */
export const NARROW = 1040;

const query = `(max-width: ${NARROW}px)`;

function subscribe(change: () => void): () => void {
  const list = window.matchMedia(query);
  list.addEventListener("change", change);
  return () => list.removeEventListener("change", change);
}

/** Whether the chart shows its panes as tabs. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}
