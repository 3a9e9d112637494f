import { Fragment, type ReactNode } from "react";
import { Group, Panel, Separator } from "react-resizable-panels";
import styles from "./SplitPanes.module.css";

export interface Pane {
  id: string;
  content: ReactNode;
  /** Shares of the width, in percent. */
  size: number;
  min: number;
}

interface SplitPanesProps {
  panes: readonly Pane[];
  label: string;
  /** The one pane to show; the others stay alive out of sight, so that nothing typed in them is lost. */
  only?: string | undefined;
  /** Told when the person has moved a divider: pane id to percent. */
  onResized?(sizes: Record<string, number>): void;
}

/** Panes side by side with dividers that move by pointer and by arrow keys. */
export function SplitPanes({ panes, label, only, onResized }: SplitPanesProps) {
  return (
    <Group
      className={styles.group ?? ""}
      orientation="horizontal"
      disabled={only !== undefined}
      onLayoutChanged={(layout) => only === undefined && onResized?.(layout)}
    >
      {panes.map((pane, at) => (
        <Fragment key={pane.id}>
          {at > 0 && (
            <Separator
              className={styles.divider ?? ""}
              aria-label={`${label} ${at}`}
              data-away={only === undefined ? undefined : ""}
            />
          )}
          <Panel
            id={pane.id}
            defaultSize={`${pane.size}%`}
            minSize={`${pane.min}%`}
            className={styles.pane ?? ""}
            data-away={only === undefined || only === pane.id ? undefined : ""}
          >
            {pane.content}
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
}
