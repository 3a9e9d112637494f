import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { Download, Printer } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Pdf } from "../api/bindings";
import { bytesOf, platform } from "../platform";
import { Button } from "./Button";
import { Dialog } from "./Dialog";
import styles from "./PdfPreview.module.css";
import { ErrorState, Notice, Skeleton } from "./States";

interface PdfPreviewProps {
  pdf: Pdf;
  title: string;
  subtitle?: string;
  onClose(): void;
}

/** A finished paper as it will come out of the printer. Load it lazily: pdf.js is large. */
export default function PdfPreview({ pdf, title, subtitle, onClose }: PdfPreviewProps) {
  const [failed, setFailed] = useState<unknown>(null);
  const print = () => platform().printPdf(pdf).catch(setFailed);
  const save = () => platform().savePdf(pdf).catch(setFailed);
  return (
    <Dialog
      open
      onClose={onClose}
      size="page"
      title={title}
      subtitle={subtitle}
      className={styles.body}
      reading
      footer={
        <>
          <Button keys="Escape" onPress={onClose}>
            <Trans>Close</Trans>
          </Button>
          <Button icon={<Download />} onPress={() => void save()}>
            <Trans>Save PDF</Trans>
          </Button>
          <Button variant="primary" icon={<Printer />} onPress={() => void print()} autoFocus>
            <Trans>Print</Trans>
          </Button>
        </>
      }
    >
      {failed !== null && (
        <ErrorState
          what={<Trans>The paper could not be handed over.</Trans>}
          error={failed}
          safe={<Trans>The record is complete; only printing failed.</Trans>}
        />
      )}
      {pdf.warnings.length > 0 && (
        <div className={styles.warnings}>
          <Notice tone="warning">
            {pdf.warnings.length === 1 ? (
              pdf.warnings[0]
            ) : (
              <ul>
                {pdf.warnings.map((warning) => (
                  <li key={warning}>{warning}</li>
                ))}
              </ul>
            )}
          </Notice>
        </div>
      )}
      <Pages base64={pdf.base64} title={title} />
    </Dialog>
  );
}

/** Draws at twice the size, so that small print stays sharp when zoomed. */
const SCALE = 2;

function Pages({ base64, title }: { base64: string; title: string }) {
  const { t } = useLingui();
  const holder = useRef<HTMLDivElement>(null);
  // Counted in the file itself: a stored document does not say how many pages it has.
  const [pages, setPages] = useState(0);
  const [state, setState] = useState<"drawing" | "drawn">("drawing");
  const [failed, setFailed] = useState<unknown>(null);

  useEffect(() => {
    let gone = false;
    let stop: () => void = () => {};
    const draw = async () => {
      const pdfjs = await import("pdfjs-dist");
      pdfjs.GlobalWorkerOptions.workerSrc = new URL("pdfjs-dist/build/pdf.worker.min.mjs", import.meta.url).toString();
      // No eval and no wasm: the content security policy allows neither, and our own papers need neither.
      const task = pdfjs.getDocument({ data: bytesOf(base64), useWasm: false });
      stop = () => void task.destroy();
      const document_ = await task.promise;
      setPages(document_.numPages);
      for (let number = 1; number <= document_.numPages && !gone; number += 1) {
        const page = await document_.getPage(number);
        const viewport = page.getViewport({ scale: SCALE });
        const canvas = document.createElement("canvas");
        canvas.width = viewport.width;
        canvas.height = viewport.height;
        canvas.className = styles.page ?? "";
        await page.render({ canvas, viewport }).promise;
        if (gone) return;
        holder.current?.append(canvas);
        setState("drawn");
      }
    };
    draw().catch((error: unknown) => {
      if (!gone) setFailed(error);
    });
    return () => {
      gone = true;
      stop();
      holder.current?.replaceChildren();
    };
  }, [base64]);

  const label = `${title}, ${t`${plural(pages, { one: "# page", other: "# pages" })}`}`;
  if (failed !== null) {
    return (
      <ErrorState
        what={<Trans>The preview could not be drawn.</Trans>}
        error={failed}
        safe={<Trans>Save and Print still work.</Trans>}
      />
    );
  }
  return (
    <>
      {state === "drawing" && <Skeleton rows={8} />}
      <div ref={holder} className={styles.pages} role="img" aria-label={label} />
    </>
  );
}
