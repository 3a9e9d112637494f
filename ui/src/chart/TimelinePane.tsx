import { Trans } from "@lingui/react/macro";
import { useState } from "react";
import type { Chart, TimelineItem } from "../api/bindings";
import { useSession, useStatus } from "../app/session";
import { Button } from "../components/Button";
import { DocumentViewer } from "../features/documents/DocumentViewer";
import { StoredNote } from "../features/notes/SignedNote";
import { ResultChart } from "../features/observations/ResultChart";
import { Timeline } from "../features/timeline/Timeline";

interface TimelinePaneProps {
  chart: Chart;
  onInsert: (item: TimelineItem) => void;
}

/** What happened, with each kind of event opened by the feature that knows it. */
export function TimelinePane({ chart, onInsert }: TimelinePaneProps) {
  const { can } = useSession();
  const { today } = useStatus();
  const [document, setDocument] = useState<string | null>(null);
  const patientId = chart.patient.id;
  const nameOf = (id: string): string | null => chart.practitioners[id] ?? null;

  const details = (item: TimelineItem) => {
    if (item.kind === "result" && item.values.length > 0)
      return <ResultChart patientId={patientId} values={item.values} />;
    if (item.kind === "visit" && item.signed === null) {
      return (
        <p>
          <Trans>No note was written for this visit.</Trans>
        </p>
      );
    }
    if (item.kind === "visit")
      return (
        <StoredNote noteId={item.note_id ?? item.id} patientId={patientId} nameOf={nameOf} mayAdd={can("note_sign")} />
      );
    if (item.kind === "document") {
      return (
        <Button size="small" onPress={() => setDocument(item.id)}>
          <Trans>Open the document</Trans>
        </Button>
      );
    }
    return null;
  };

  return (
    <>
      <Timeline patientId={patientId} first={chart.timeline} today={today} details={details} onInsert={onInsert} />
      {document ? <DocumentViewer id={document} patientId={patientId} onClose={() => setDocument(null)} /> : null}
    </>
  );
}
