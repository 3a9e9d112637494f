import { useLingui } from "@lingui/react/macro";
import { HeartPulse, Pill, Stethoscope } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import type { SlashMenuState } from "./editor/slash";
import styles from "./SlashMenu.module.css";

const ICONS = { rx: Pill, dx: Stethoscope, vit: HeartPulse };

interface SlashMenuProps {
  menu: SlashMenuState;
  active: number;
  onActive: (index: number) => void;
}

/** Handles a key for the open menu. Answers whether the menu used it. */
export function slashKey(
  event: KeyboardEvent,
  menu: SlashMenuState | null,
  active: number,
  setActive: (index: number) => void,
): boolean {
  if (!menu) return false;
  const count = menu.entries.length;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    setActive((active + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
    return true;
  }
  if (event.key === "Enter" || event.key === "Tab") {
    if (event.ctrlKey || event.metaKey) return false;
    const entry = menu.entries[active];
    if (entry) menu.choose(entry);
    return entry !== undefined;
  }
  return false;
}

/** What can be put into the note, at the caret. The editor keeps the focus. */
export function SlashMenu({ menu, active, onActive }: SlashMenuProps) {
  const { t } = useLingui();
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ top: number; left: number } | null>(null);
  const { rect } = menu;
  useLayoutEffect(() => {
    const height = box.current?.offsetHeight ?? 0;
    const width = box.current?.offsetWidth ?? 0;
    if (!rect) return;
    const below = rect.bottom + 6;
    setPlace({
      top: below + height > window.innerHeight - 8 ? Math.max(8, rect.top - height - 6) : below,
      left: Math.max(8, Math.min(rect.left, window.innerWidth - width - 8)),
    });
  }, [rect]);
  return createPortal(
    <div
      ref={box}
      className={styles.menu}
      role="listbox"
      aria-label={t`Commands`}
      data-popup
      style={{ top: place?.top ?? -999, left: place?.left ?? -999 }}
    >
      {menu.entries.map((entry, index) => {
        const Icon = ICONS[entry.name];
        return (
          <div
            key={entry.name}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={styles.entry}
            onPointerMove={(event) => {
              if (event.movementX !== 0 || event.movementY !== 0) onActive(index);
            }}
            onPointerDown={(event) => {
              event.preventDefault();
              menu.choose(entry);
            }}
          >
            <Icon size={16} aria-hidden />
            <span className={styles.title}>{entry.title}</span>
            <span className={styles.hint}>{entry.hint}</span>
            <kbd className={styles.key}>/{entry.name}</kbd>
          </div>
        );
      })}
    </div>,
    document.querySelector("main") ?? document.body,
  );
}
