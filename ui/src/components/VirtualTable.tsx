import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { ArrowDown, ArrowUp } from "lucide-react";
import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { cx } from "./cx";
import styles from "./VirtualTable.module.css";

export interface Column<T> {
  id: string;
  header: ReactNode;
  /** A CSS grid track: "88px", "minmax(160px, 1fr)". */
  width: string;
  cell(row: T): ReactNode;
  align?: "start" | "end";
  className?: string;
  sortable?: boolean;
  /** Left out while the table is narrower than this many pixels: for what is on the next page anyway. */
  from?: number;
}

interface VirtualTableProps<T> {
  label: string;
  columns: readonly Column<T>[];
  /** How many rows there are; only those in sight are drawn. */
  count: number;
  /** undefined while that page is on its way. */
  rowAt(index: number): T | undefined;
  rowKey(index: number): string | number;
  rowHeight: number;
  /** The row the keyboard is on. */
  current: number;
  onCurrent(index: number): void;
  onOpen(index: number): void;
  /** Which rows are in sight, so that their pages can be fetched. */
  onRange?(first: number, last: number): void;
  sort?: { column: string; descending: boolean };
  onSort?(column: string): void;
  scope?: string;
  empty?: ReactNode;
  /** For keys that belong to the page: j, k, and going from the filter into the list. */
  handle?: Ref<VirtualTableHandle>;
}

export interface VirtualTableHandle {
  /** Puts the focus this many rows further down; 0 on the current row. */
  move(by: number): void;
  /** Scrolls to the first row and leaves the focus alone: the list has become another one. */
  top(): void;
}

/** A table of any length: role=grid, one tab stop, arrows, Page and Home/End, j/k; Enter opens. */
export function VirtualTable<T>(props: VirtualTableProps<T>) {
  const {
    label,
    count,
    rowAt,
    rowKey,
    rowHeight,
    current,
    onCurrent,
    onOpen,
    onRange,
    sort,
    onSort,
    scope,
    empty,
    handle,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const columns = props.columns.filter((column) => column.from === undefined || width === 0 || width >= column.from);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: rowKey,
    overscan: 12,
    // The row with the focus stays, even scrolled away: it is the way back into the table by Tab.
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      return count === 0 || seen.includes(current) ? seen : [...seen, current].sort((one, two) => one - two);
    },
    initialRect: { width: 800, height: 600 },
  });
  const rows = virtual.getVirtualItems();
  const first = virtual.range?.startIndex ?? 0;
  const last = virtual.range?.endIndex ?? 0;
  const report = useRef(onRange);
  report.current = onRange;
  useEffect(() => {
    if (count > 0) report.current?.(first, last);
  }, [first, last, count]);
  useEffect(() => virtual.measure(), [virtual]);

  const template = { gridTemplateColumns: columns.map((column) => column.width).join(" ") };

  const move = (to: number) => {
    const next = Math.max(0, Math.min(count - 1, to));
    onCurrent(next);
    virtual.scrollToIndex(next, { align: "auto" });
    // The row may only exist after the scroll has been drawn.
    requestAnimationFrame(() => focusRow(scroller.current, next));
  };

  useImperativeHandle(handle, () => ({ move: (by) => move(current + by), top: () => virtual.scrollToIndex(0) }));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || count === 0) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / rowHeight) - 2);
    const steps: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: count - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) {
      event.preventDefault();
      move(to);
    } else if (event.key === "Enter") {
      event.preventDefault();
      onOpen(current);
    }
  };

  return (
    <div
      className={styles.table}
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      data-scope={scope}
    >
      <div className={cx(styles.row, styles.head)} role="row" aria-rowindex={1} style={template}>
        {columns.map((column) => (
          <Heading key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
      <div className={styles.scroller} role="rowgroup" ref={scroller} onKeyDown={onKeyDown}>
        {count === 0 ? (
          <div role="row">
            <div role="gridcell">{empty}</div>
          </div>
        ) : (
          <div className={styles.all} role="presentation" style={{ height: virtual.getTotalSize() }}>
            {rows.map(({ index, start, key }) => {
              const row = rowAt(index);
              return (
                <div
                  key={key}
                  role="row"
                  aria-rowindex={index + 2}
                  aria-selected={index === current}
                  data-row={index}
                  tabIndex={index === current ? 0 : -1}
                  className={cx(styles.row, styles.item, index === current && styles.current)}
                  style={{ ...template, height: rowHeight, transform: `translateY(${start}px)` }}
                  onFocus={() => index !== current && onCurrent(index)}
                  onClick={() => onOpen(index)}
                >
                  {columns.map((column) => (
                    <div
                      key={column.id}
                      role="gridcell"
                      className={cx(styles.cell, column.align === "end" && styles.end, column.className)}
                    >
                      {row === undefined ? <span className={styles.pending} /> : column.cell(row)}
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        )}
      </div>
    </div>
  );
}

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const node = element.current;
    if (!node || typeof ResizeObserver === "undefined") return;
    setWidth(node.clientWidth);
    const observer = new ResizeObserver(() => setWidth(node.clientWidth));
    observer.observe(node);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

function focusRow(scroller: HTMLElement | null, index: number): void {
  scroller?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus({ preventScroll: true });
}

interface HeadingProps<T> {
  column: Column<T>;
  sort: VirtualTableProps<T>["sort"];
  onSort: VirtualTableProps<T>["onSort"];
}

function Heading<T>({ column, sort, onSort }: HeadingProps<T>) {
  const sorted = sort?.column === column.id;
  const direction = sorted ? (sort.descending ? "descending" : "ascending") : column.sortable ? "none" : undefined;
  return (
    <div role="columnheader" aria-sort={direction} className={cx(styles.cell, column.align === "end" && styles.end)}>
      {column.sortable && onSort ? (
        <button type="button" className={styles.sort} onClick={() => onSort(column.id)}>
          {column.header}
          {sorted && (sort.descending ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />)}
        </button>
      ) : (
        column.header
      )}
    </div>
  );
}
