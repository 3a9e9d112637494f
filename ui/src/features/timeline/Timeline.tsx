import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer, type VirtualItem } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { TimelineItem, TimelinePage } from "../../api/bindings";
import { call } from "../../api/call";
import { useCommand } from "../../app/commands";
import { keptScroll, useKeptScroll } from "../../app/keptScroll";
import { focusedRow } from "../../clinical/Rows";
import { Segments } from "../../components/Segments";
import { EmptyState, ErrorState, Skeleton } from "../../components/States";
import styles from "./Timeline.module.css";
import { TimelineEntry } from "./TimelineEntry";

type Kind = "all" | TimelineItem["kind"];
type Tab = Exclude<Kind, "vitals">;

interface TimelineProps {
  patientId: string;
  /** The first page of "All", which came with the chart. */
  first: TimelinePage;
  today: string;
  /** What an item looks like opened in place; the chart composes it. */
  details: (item: TimelineItem) => ReactNode;
  onInsert: (item: TimelineItem) => void;
}

const PAGE = 40;

/** Heights of the rows of charts that were open before, by patient. */
const heights = new Map<string, VirtualItem[]>();

/** Everything that happened, newest first. Only what is in sight is drawn, so that a thousand visits scroll alike. */
export function Timeline({ patientId, first, today, details, onInsert }: TimelineProps) {
  const { t } = useLingui();
  const [tab, setTab] = useState<Tab>("all");
  // The newest result starts open: it is what one looks for first.
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () =>
      new Set(
        first.items
          .filter((item) => item.kind === "result" && item.values.length > 0)
          .slice(0, 1)
          .map((item) => item.id),
      ),
  );
  const labels: Record<Tab, string> = {
    all: t`All`,
    visit: t`Visits`,
    result: t`Results`,
    medication: t`Rx`,
    document: t`Documents`,
  };
  const scroller = useRef<HTMLDivElement>(null);

  const pages = useInfiniteQuery({
    queryKey: ["timeline", patientId, tab],
    queryFn: ({ pageParam }) => call("timeline", { patient_id: patientId, kind: tab, after: pageParam, limit: PAGE }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: TimelinePage) => page.next,
    // "All" was read with the chart; reading it again would be a second round trip before the first paint.
    initialData: tab === "all" ? { pages: [first], pageParams: [null] } : undefined,
  });
  const items = (pages.data?.pages ?? []).flatMap((page, index) =>
    index === 0 && tab === "all" ? first.items : page.items,
  );
  const toggle = (id: string): void => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  useCommand("timeline.open", () => {
    const id = focusedRow();
    if (id) toggle(id);
  });
  useCommand("timeline.insert", () => {
    const item = items.find((one) => one.id === focusedRow());
    if (item) onInsert(item);
  });

  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 84,
    overscan: 8,
    initialOffset: keptScroll(`${patientId} timeline`),
    // Heights measured before, or the list would be corrected row by row away from where it was left.
    initialMeasurementsCache: heights.get(patientId) ?? [],
    getItemKey: (index) => items[index]?.id ?? index,
  });
  useKeptScroll(`${patientId} timeline`, scroller);
  useEffect(() => () => void heights.set(patientId, [...virtual.measurementsCache]), [virtual, patientId]);
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= items.length - 5) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, items.length]);

  return (
    <div className={styles.timeline} data-scope="rows timeline">
      <div className={styles.head}>
        <Segments<Tab>
          label={t`Timeline`}
          items={(["all", "visit", "result", "medication", "document"] as const).map((id) => ({
            id,
            label: labels[id],
            panelId: "timeline-panel",
          }))}
          value={tab}
          onChange={setTab}
        />
      </div>
      <div ref={scroller} id="timeline-panel" role="tabpanel" aria-label={t`Timeline`} className={styles.scroller}>
        {pages.error ? (
          <ErrorState
            what={<Trans>The timeline could not be read.</Trans>}
            error={pages.error}
            onRetry={() => void pages.refetch()}
          />
        ) : null}
        {pages.isPending ? <Skeleton rows={6} height={64} /> : null}
        {pages.data && items.length === 0 ? (
          <EmptyState>
            {tab === "all" ? (
              <Trans>Nothing has happened yet. Start the visit, or add a document.</Trans>
            ) : (
              <Trans>Nothing of this kind.</Trans>
            )}
          </EmptyState>
        ) : null}
        <ol className={styles.list} style={{ height: virtual.getTotalSize() }} data-rows>
          {shown.map((row) => {
            const item = items[row.index];
            if (!item) return null;
            return (
              <li
                key={row.key}
                ref={virtual.measureElement}
                data-index={row.index}
                className={styles.slot}
                style={{ transform: `translateY(${row.start}px)` }}
                aria-posinset={row.index + 1}
                aria-setsize={first.total && tab === "all" ? first.total : -1}
              >
                <TimelineEntry
                  item={item}
                  today={today}
                  open={open.has(item.id)}
                  onToggle={() => toggle(item.id)}
                  last={row.index === items.length - 1 && !hasNextPage}
                >
                  {open.has(item.id) ? details(item) : null}
                </TimelineEntry>
              </li>
            );
          })}
        </ol>
      </div>
    </div>
  );
}
