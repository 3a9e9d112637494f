import type { ReactNode } from "react";
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from "react-aria-components";
import { cx } from "./cx";
import styles from "./Tabs.module.css";

export interface TabDef<K extends string = string> {
  id: K;
  label: ReactNode;
  /** Left out, the page below the tabs is drawn by the caller. */
  content?: ReactNode;
}

interface TabsProps<K extends string> {
  label: string;
  tabs: readonly TabDef<K>[];
  value: K;
  onChange(value: K): void;
  /** A row of joined buttons ("segment", the default), underlined words, or a column at the side. */
  look?: "segment" | "line" | "side";
  className?: string;
  panelClassName?: string;
}

/** Tabs; arrows move, the page follows at once. */
export function Tabs<K extends string>({
  label,
  tabs,
  value,
  onChange,
  look = "segment",
  className,
  panelClassName,
}: TabsProps<K>) {
  return (
    <AriaTabs
      selectedKey={value}
      onSelectionChange={(key) => onChange(key as K)}
      orientation={look === "side" ? "vertical" : "horizontal"}
      className={cx(styles.tabs, styles[look], className)}
    >
      <TabList aria-label={label} className={styles.list ?? ""}>
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={styles.tab ?? ""}>
            {tab.label}
          </Tab>
        ))}
      </TabList>
      {tabs.map(
        (tab) =>
          tab.content !== undefined && (
            <TabPanel key={tab.id} id={tab.id} className={cx(styles.panel, panelClassName)}>
              {tab.content}
            </TabPanel>
          ),
      )}
    </AriaTabs>
  );
}
