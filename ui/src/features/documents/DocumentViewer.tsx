import { Trans } from "@lingui/react/macro";
import { lazy, Suspense } from "react";
import { useRead } from "../../api/useRead";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { EmptyState, ErrorState, Skeleton } from "../../components/States";
import { bytesOf, platform } from "../../platform";
import styles from "./Documents.module.css";

const PdfPreview = lazy(() => import("../../components/PdfPreview"));

interface DocumentViewerProps {
  id: string;
  patientId: string;
  onClose: () => void;
}

/** One stored file. Only kinds that cannot run anything are shown; the rest can be saved. */
export function DocumentViewer({ id, patientId, onClose }: DocumentViewerProps) {
  const content = useRead(["document_reference", patientId, "content", id], "document_content", { id });
  const found = content.data;
  if (found?.document.content_type === "application/pdf") {
    return (
      <Suspense fallback={null}>
        <PdfPreview
          pdf={{ file_name: `${found.document.title}.pdf`, base64: found.base64, pages: 0, warnings: [] }}
          title={found.document.title}
          onClose={onClose}
        />
      </Suspense>
    );
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={found?.document.title ?? <Trans>Document</Trans>}
      subtitle={found?.document.kind}
      size="page"
      dismissable
    >
      {content.error ? (
        <ErrorState
          what={<Trans>The document could not be read.</Trans>}
          error={content.error}
          onRetry={() => void content.refetch()}
        />
      ) : null}
      {!found && !content.error ? <Skeleton rows={8} /> : null}
      {found ? (
        <Contents type={found.document.content_type} base64={found.base64} title={found.document.title} />
      ) : null}
    </Dialog>
  );
}

function Contents({ type, base64, title }: { type: string; base64: string; title: string }) {
  if (type === "image/png" || type === "image/jpeg")
    return <img className={styles.image} src={`data:${type};base64,${base64}`} alt={title} />;
  if (type.startsWith("text/plain"))
    return <pre className={styles.text}>{new TextDecoder().decode(bytesOf(base64))}</pre>;
  return (
    <EmptyState
      action={
        <Button onPress={() => void platform().saveFile(title, type, bytesOf(base64))}>
          <Trans>Save a copy</Trans>
        </Button>
      }
    >
      <Trans>Files of this kind are not shown here.</Trans>
    </EmptyState>
  );
}
