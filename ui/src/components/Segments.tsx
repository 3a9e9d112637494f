import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { cx } from "./cx";
import styles from "./Segments.module.css";

interface SegmentsProps<K extends string> {
  label: string;
  items: readonly { id: K; label: ReactNode; panelId: string }[];
  value: K;
  onChange: (value: K) => void;
  className?: string;
}

/**
 * Tabs whose panels the caller draws and names, for panels that stay alive while out of sight. Arrows move, the panel
 * follows at once. The panel element needs `role="tabpanel"` and the id given here.
 */
export function Segments<K extends string>({ label, items, value, onChange, className }: SegmentsProps<K>) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = items.findIndex((item) => item.id === value);
    const to: Record<string, number> = {
      ArrowRight: (at + 1) % items.length,
      ArrowLeft: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    };
    const next = items[to[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    onChange(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label={label} className={cx(styles.list, className)} onKeyDown={onKeyDown}>
      {items.map((item) => (
        <button
          key={item.id}
          type="button"
          role="tab"
          data-tab={item.id}
          aria-selected={item.id === value}
          aria-controls={item.panelId}
          tabIndex={item.id === value ? 0 : -1}
          className={styles.tab}
          onClick={() => onChange(item.id)}
        >
          {item.label}
        </button>
      ))}
    </div>
  );
}
