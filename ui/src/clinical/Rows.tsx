import { Plus } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId } from "react";
import { Button, IconButton } from "../components/Button";
import styles from "./Rows.module.css";

interface SectionProps {
  title: string;
  count?: number;
  /** The words of the add button; no button without them. */
  addLabel?: string;
  onAdd?: () => void;
  addKeys?: string;
  /** Scope names for the command registry. */
  scope: string;
  /** A control between the title and the add button. */
  aside?: ReactNode;
  children: ReactNode;
}

/** One titled list of the chart: a heading with its count, the way to add, and rows. */
export function ListSection({ title, count, addLabel, onAdd, addKeys, scope, aside, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id} data-scope={scope}>
      <header className={styles.head}>
        <h3 id={id} className={styles.title}>
          {title}
          {count !== undefined ? <span className={styles.count}> {count}</span> : null}
        </h3>
        {aside}
        {addLabel && onAdd ? <IconButton label={addLabel} icon={<Plus />} keys={addKeys} onPress={onAdd} /> : null}
      </header>
      {children}
    </section>
  );
}

/** A list whose rows j, k and the arrows walk through. */
export function Rows({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={styles.rows} aria-label={label} data-rows onKeyDown={walkRows}>
      {children}
    </ul>
  );
}

interface RowProps {
  id: string;
  /** The line itself. */
  children: ReactNode;
  /** What stands right of the line and can be pressed on its own. */
  side?: ReactNode;
  /** What opens in place below the line. */
  details?: ReactNode;
  open: boolean;
  onToggle: () => void;
  dimmed?: boolean;
}

/** One row: Enter or a click opens its details in place. */
export function Row({ id, children, side, details, open, onToggle, dimmed }: RowProps) {
  const region = useId();
  return (
    <li className={styles.item} data-open={open || undefined} data-dimmed={dimmed || undefined}>
      <div className={styles.line}>
        <button
          type="button"
          className={styles.row}
          data-row={id}
          aria-expanded={open}
          aria-controls={open ? region : undefined}
          onClick={onToggle}
        >
          {children}
        </button>
        {side}
      </div>
      {open ? (
        <div id={region} className={styles.details}>
          {details}
        </div>
      ) : null}
    </li>
  );
}

/** The quiet way to the rest of a list, in line with its rows. */
export function MoreButton({ onPress, children }: { onPress: () => void; children: ReactNode }) {
  return (
    <Button size="small" variant="quiet" className={styles.moreButton} onPress={onPress}>
      {children}
    </Button>
  );
}

/** Moves the focus to the next or previous row of the pane. Answers whether there was one. */
export function moveRow(from: Element | null, step: 1 | -1): boolean {
  const pane = from?.closest("[data-pane]") ?? from?.closest("[data-rows]");
  if (!pane) return false;
  const rows = [...pane.querySelectorAll<HTMLElement>("[data-row]")];
  const row = from?.closest("li")?.querySelector<HTMLElement>("[data-row]") ?? null;
  const next = rows[(row ? rows.indexOf(row) : step === 1 ? -1 : rows.length) + step];
  if (!next) return false;
  next.focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

/** The id of the row that holds the focus, or null. */
export function focusedRow(): string | null {
  const element = document.activeElement;
  const row = element?.closest("[data-row]") ?? element?.closest("li")?.querySelector("[data-row]");
  return row?.getAttribute("data-row") ?? null;
}

function walkRows(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (!(event.target instanceof Element) || !event.target.hasAttribute("data-row")) return;
  if (moveRow(event.target, event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
}
