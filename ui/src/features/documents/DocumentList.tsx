import { Trans, useLingui } from "@lingui/react/macro";
import { useRef, useState } from "react";
import type { DocumentReference } from "../../api/bindings";
import { call, sentenceOf } from "../../api/call";
import { useCommand } from "../../app/commands";
import { dayText } from "../../clinical/dates";
import { ListSection, Row, Rows } from "../../clinical/Rows";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/States";
import { toast } from "../../components/toasts";
import { base64Of } from "../../platform";
import styles from "./Documents.module.css";
import { DocumentViewer } from "./DocumentViewer";

interface DocumentListProps {
  patientId: string;
  encounterId: string | null;
  documents: readonly DocumentReference[];
  mayRead: boolean;
  mayWrite: boolean;
}

/** Kinds of file that can be shown again inside the app. */
const ACCEPTED = "application/pdf,image/png,image/jpeg,text/plain";

/** The largest file taken in, 20 MB: a scan, not a film. */
const MOST_BYTES = 20 * 1024 * 1024;

/** Scans, letters and other files of this patient. */
export function DocumentList({ patientId, encounterId, documents, mayRead, mayWrite }: DocumentListProps) {
  const { t } = useLingui();
  const [shown, setShown] = useState<string | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const pick = (): void => picker.current?.click();
  useCommand("documents.add", pick, mayWrite);

  const add = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    if (file.size > MOST_BYTES) {
      toast({ text: t`${file.name} is larger than 20 MB and was not added`, tone: "warning" });
      return;
    }
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      await call("add_document", {
        patient_id: patientId,
        encounter_id: encounterId,
        title: file.name.replace(/\.[^.]+$/, ""),
        kind: file.type.startsWith("image/") ? "Scan" : "Document",
        content_type: file.type || "application/octet-stream",
        base64: base64Of(bytes),
      });
      toast({ text: t`${file.name} added` });
    } catch (cause) {
      toast({ text: sentenceOf(cause), tone: "warning" });
    }
  };

  return (
    <ListSection
      title={t`Documents`}
      count={documents.length}
      scope="rows documents"
      addLabel={mayWrite ? t`Add a document` : undefined}
      addKeys="N"
      onAdd={pick}
    >
      <input
        ref={picker}
        type="file"
        accept={ACCEPTED}
        hidden
        aria-label={t`File to add`}
        onChange={(event) => {
          void add(event.currentTarget.files?.[0]);
          event.currentTarget.value = "";
        }}
      />
      {documents.length === 0 ? (
        <EmptyState
          inline
          action={
            mayWrite ? (
              <Button size="small" onPress={pick}>
                <Trans>Add a file</Trans>
              </Button>
            ) : undefined
          }
        >
          <Trans>No documents.</Trans>
        </EmptyState>
      ) : (
        <Rows label={t`Documents`}>
          {documents.map((document) => (
            <Row key={document.id} id={document.id} open={false} onToggle={() => mayRead && setShown(document.id)}>
              <span className={styles.title}>
                {document.title}
                <span className={styles.kind}> {document.kind}</span>
              </span>
              <span className={styles.day}>{dayText(document.created_at)}</span>
            </Row>
          ))}
        </Rows>
      )}
      {shown ? <DocumentViewer id={shown} patientId={patientId} onClose={() => setShown(null)} /> : null}
    </ListSection>
  );
}
