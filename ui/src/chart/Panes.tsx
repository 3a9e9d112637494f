import { useLingui } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { usePreferences } from "../app/preferences";
import { SplitPanes } from "../components/SplitPanes";
import styles from "./Chart.module.css";

export const PANES = ["summary", "timeline", "note"] as const;
export type PaneName = (typeof PANES)[number];

/** The element id of a pane, for the tab that shows it. */
export function paneId(name: PaneName): string {
  return `pane-${name}`;
}

interface PanesProps {
  panes: Record<PaneName, { title: string; content: ReactNode }>;
  /** One pane at a time instead of three. */
  narrow: boolean;
  shown: PaneName;
  onShow: (pane: PaneName) => void;
}

const ORDER: readonly { id: PaneName; size: number; min: number }[] = [
  { id: "summary", size: 24, min: 20 },
  { id: "timeline", size: 29, min: 25 },
  { id: "note", size: 47, min: 32 },
];

/**
 * Three panes side by side, or one of them. It is the same tree either way: a pane out of sight, or moved by another
 * window size, stays alive with its typing and its focus.
 */
export function Panes({ panes, narrow, shown, onShow }: PanesProps) {
  const { t } = useLingui();
  const pane = (id: PaneName): ReactNode => (
    <section
      key={id}
      className={styles.pane}
      id={paneId(id)}
      role={narrow ? "tabpanel" : undefined}
      data-name={id}
      data-pane={id}
      data-scope="rows"
      tabIndex={-1}
      aria-label={panes[id].title}
      onFocus={() => shown !== id && onShow(id)}
    >
      {panes[id].content}
    </section>
  );
  const { pane_widths: widths, set } = usePreferences();
  const known = ORDER.every(({ id }) => typeof widths[id] === "number");
  const remember = (sizes: Record<string, number>): void => {
    const now = ORDER.map(({ id, size }) => (known ? (widths[id] ?? size) : size));
    const moved = ORDER.some(({ id }, at) => Math.abs((sizes[id] ?? 0) - (now[at] ?? 0)) > 0.5);
    // Widths are a comfort: one that could not be kept is simply not there next time.
    if (moved) set("pane_widths", sizes).catch(() => undefined);
  };
  return (
    <div className={styles.split}>
      <SplitPanes
        label={t`Divider`}
        panes={ORDER.map(({ id, size, min }) => ({
          id,
          size: known ? (widths[id] ?? size) : size,
          min,
          content: pane(id),
        }))}
        only={narrow ? shown : undefined}
        onResized={remember}
      />
    </div>
  );
}
