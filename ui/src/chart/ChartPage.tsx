import { Trans, useLingui } from "@lingui/react/macro";
import { useParams } from "@tanstack/react-router";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { Chart, TimelineItem } from "../api/bindings";
import { CallError } from "../api/call";
import { useRead } from "../api/useRead";
import { useChartTab } from "../app/chartTabs";
import { useCommand } from "../app/commands";
import { useSession, useStatus } from "../app/session";
import { setClinicalZone } from "../clinical/dates";
import { moveRow } from "../clinical/Rows";
import { Segments } from "../components/Segments";
import { ErrorState, Skeleton } from "../components/States";
import type { NoteEditorHandle } from "../features/notes/NoteEditor";
import type { ChipAttributes } from "../features/notes/noteBody";
import { Banner } from "./Banner";
import styles from "./Chart.module.css";
import { NotePane } from "./NotePane";
import { itemSentence, orderChip } from "./noteLinks";
import { PANES, type PaneName, Panes, paneId } from "./Panes";
import { SummaryPane } from "./SummaryPane";
import { TimelinePane } from "./TimelinePane";
import { useNarrow } from "./useNarrow";
import { useOrders } from "./useOrders";

/** One patient's chart, read in one request. */
export default function ChartPage() {
  const { patientId = "" } = useParams({ strict: false });
  const { time_zone } = useStatus();
  useMemo(() => setClinicalZone(time_zone), [time_zone]);
  const chart = useRead(["chart", patientId], "open_chart", { patient_id: patientId });
  // The editor is the largest part of the chart; it is fetched while the chart is being read.
  useEffect(() => {
    const fetchEditor = (): void => void import("../features/notes/NoteEditor");
    const handle = setTimeout(fetchEditor, 300);
    return () => clearTimeout(handle);
  }, []);

  if (chart.data) return <OpenChart key={chart.data.patient.id} chart={chart.data} />;
  if (chart.error instanceof CallError && chart.error.kind === "forbidden") return null;
  if (chart.error) {
    return (
      <div className={styles.failed}>
        <ErrorState
          what={<Trans>The chart could not be opened.</Trans>}
          error={chart.error}
          onRetry={() => void chart.refetch()}
        />
      </div>
    );
  }
  return (
    <div className={styles.failed}>
      <Skeleton rows={14} />
    </div>
  );
}

function OpenChart({ chart }: { chart: Chart }) {
  const { t } = useLingui();
  const session = useSession();
  const { today } = useStatus();
  const { patient } = chart;
  const narrow = useNarrow();
  const [pane, setPane] = useState<PaneName>(chart.open_encounter ? "note" : "summary");
  const editor = useRef<NoteEditorHandle>(null);
  const chips = useRef<() => ChipAttributes[]>(() => []);
  useChartTab(patient.id, `${patient.family}, ${patient.given.charAt(0)}.`, chart.open_encounter !== null);

  const orders = useOrders({
    chart,
    today,
    diagnoses: () =>
      chips
        .current()
        .filter((chip) => chip.kind === "condition" && chip.code !== "")
        .map((chip) => ({ code: chip.code, display: chip.label })),
    // A changed draft already has its chip; a second one would count the order twice.
    onStaged: (order) => {
      if (chips.current().some((chip) => chip.id === order.id)) editor.current?.focus();
      else editor.current?.insertChip(orderChip(order));
    },
    onDiscarded: (id) => editor.current?.removeChip(id),
  });
  const mayPrescribe = session.can("prescribe");
  const atNote =
    <T extends unknown[]>(act: (...given: T) => void) =>
    (...given: T): void => {
      setPane("note");
      act(...given);
    };
  const insert = (item: TimelineItem): void => editor.current?.insertText(itemSentence(item));

  useCommand("rows.next", () => moveRow(document.activeElement, 1));
  useCommand("rows.previous", () => moveRow(document.activeElement, -1));

  const panes: Record<PaneName, { title: string; content: ReactNode }> = {
    summary: {
      title: t`Summary`,
      content: (
        <SummaryPane
          chart={chart}
          mayPrescribe={mayPrescribe}
          onPrescribe={atNote(orders.write)}
          onRecord={atNote(orders.record)}
          onRefill={(order) => void orders.refill(order)}
          onChange={atNote(orders.replace)}
        />
      ),
    },
    timeline: { title: t`Timeline`, content: <TimelinePane chart={chart} onInsert={insert} /> },
    note: { title: t`Note`, content: <NotePane chart={chart} orders={orders} editor={editor} chips={chips} /> },
  };

  return (
    <div className={styles.chart}>
      <Banner chart={chart} />
      {narrow ? (
        <div className={styles.tabs}>
          <Segments<PaneName>
            label={t`Parts of the chart`}
            items={PANES.map((id) => ({ id, label: panes[id].title, panelId: paneId(id) }))}
            value={pane}
            onChange={setPane}
          />
        </div>
      ) : null}
      <Panes panes={panes} narrow={narrow} shown={pane} onShow={setPane} />
    </div>
  );
}
