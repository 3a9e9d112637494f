import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { lazy, type RefObject, Suspense, useEffect, useRef, useState } from "react";
import type { Chart, MedicationRequest, Pdf, SignOutcome } from "../api/bindings";
import { call, sentenceOf } from "../api/call";
import { useCommand } from "../app/commands";
import { useSession } from "../app/session";
import { Button } from "../components/Button";
import { toast } from "../components/toasts";
import { StartVisit } from "../features/encounters/StartVisit";
import { PrescribePanel } from "../features/medications/prescribe/PrescribePanel";
import type { NoteEditorHandle } from "../features/notes/NoteEditor";
import { NoteText } from "../features/notes/NoteText";
import type { ChipAttributes } from "../features/notes/noteBody";
import { StoredNote } from "../features/notes/SignedNote";
import styles from "./Chart.module.css";
import { OpenNote } from "./OpenNote";
import { reasonChoices } from "./reasonChoices";
import type { Orders } from "./useOrders";

const PdfPreview = lazy(() => import("../components/PdfPreview"));

interface NotePaneProps {
  chart: Chart;
  orders: Orders;
  editor: RefObject<NoteEditorHandle | null>;
  chips: RefObject<() => ChipAttributes[]>;
}

/** Start, write, sign, read: the visit from beginning to end. Prescribing covers this pane and nothing else. */
export function NotePane({ chart, orders, editor, chips }: NotePaneProps) {
  const { t } = useLingui();
  const session = useSession();
  const [signed, setSigned] = useState<(SignOutcome & { outcome: "signed" }) | null>(null);
  const [pdf, setPdf] = useState<Pdf | null>(null);
  const begun = useRef(false);
  const { open_encounter: encounter, note } = chart;
  // An unsigned note is written by its author alone.
  const mayWrite = session.can("note_write") && note?.author_id === session.user_id;
  useCommand("medications.prescribe", orders.write, !encounter && !orders.form);

  const print = async (ids: string[], sheet: "prescription_pdf" | "prescription_fax_pdf"): Promise<void> => {
    try {
      setPdf(await call(sheet, { ids }));
    } catch (cause) {
      toast({ text: sentenceOf(cause), tone: "warning" });
    }
  };
  const onSigned = (outcome: SignOutcome & { outcome: "signed" }): void => {
    begun.current = false;
    setSigned(outcome);
    const paper = onPaper(outcome);
    if (paper.length === 0 || !session.can("print")) return;
    // One fax has one cover, for one pharmacy.
    const faxed = outcome.sent.filter((one) => one.route === "fax");
    const oneFax = faxed.length === paper.length && new Set(faxed.map((one) => one.pharmacy_id)).size === 1;
    void print(
      paper.map((one) => one.id),
      oneFax ? "prescription_fax_pdf" : "prescription_pdf",
    );
  };

  return (
    <div className={styles.notePane}>
      {encounter && note && note.status === "preliminary" && !mayWrite ? (
        <div className={styles.note}>
          <header className={styles.noteHead}>
            <h2>{note.title}</h2>
            <span className={styles.quiet}>
              <Trans>{chart.practitioners[note.author_id] ?? t`Another author`} is writing this note</Trans>
            </span>
          </header>
          <div className={styles.noteBody} data-pane-focus tabIndex={-1}>
            <NoteText body={note.body} text={note.text} />
          </div>
        </div>
      ) : encounter && note && note.status === "preliminary" ? (
        <OpenNote
          key={note.id}
          chart={chart}
          encounter={encounter}
          note={note}
          orders={orders}
          editor={editor}
          chips={chips}
          begun={begun.current}
          onSigned={onSigned}
        />
      ) : signed?.note ? (
        <JustSigned
          outcome={signed}
          nameOf={(id) => chart.practitioners[id] ?? null}
          onPrint={(ids) => void print(ids, "prescription_pdf")}
          onDone={() => setSigned(null)}
        />
      ) : (
        <div className={styles.note} inert={orders.form !== null}>
          <StartVisit
            patientId={chart.patient.id}
            first={chart.timeline.total === 0}
            mayWrite={session.can("note_write")}
            onBegin={() => {
              begun.current = true;
            }}
          />
        </div>
      )}
      {orders.form ? (
        <PrescribePanel
          key={`${orders.form.id ?? "new"} ${orders.form.reported}`}
          patientId={chart.patient.id}
          encounterId={encounter?.id ?? null}
          usualPharmacy={chart.patient.pharmacy_id}
          initial={orders.form}
          reasons={reasonChoices(chips.current(), chart.problems)}
          medications={[...chart.medications, ...chart.staged]}
          onStaged={orders.staged}
          onClose={orders.close}
        />
      ) : null}
      {pdf ? (
        <Suspense fallback={null}>
          <PdfPreview pdf={pdf} title={t`Prescription`} onClose={() => setPdf(null)} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** What went to the pharmacy electronically is not printed beside it: a second one could be filled twice. */
function onPaper({ prescriptions, sent }: SignOutcome & { outcome: "signed" }): MedicationRequest[] {
  const left = new Set(sent.filter((one) => one.route === "electronic").map((one) => one.medication_request_id));
  return prescriptions.filter((one) => !left.has(one.id));
}

interface JustSignedProps {
  outcome: SignOutcome & { outcome: "signed" };
  nameOf: (id: string) => string | null;
  onPrint: (ids: string[]) => void;
  onDone: () => void;
}

/** The visit just signed, to read once more, print again, or add to. */
function JustSigned({ outcome, nameOf, onPrint, onDone }: JustSignedProps) {
  const session = useSession();
  const { note } = outcome;
  const paper = onPaper(outcome);
  const sent = outcome.sent.filter((one) => one.route === "electronic");
  const text = useRef<HTMLDivElement>(null);
  // The sheet and the editor that had the focus are gone; reading goes on here, also after the paper is closed.
  useEffect(() => text.current?.focus(), []);
  if (!note) return null;
  return (
    <div className={styles.note}>
      <header className={styles.noteHead}>
        <h2>{note.title}</h2>
      </header>
      <div ref={text} className={styles.noteBody} data-pane-focus tabIndex={-1}>
        <StoredNote noteId={note.id} patientId={note.patient_id} nameOf={nameOf} mayAdd={session.can("note_sign")} />
      </div>
      <footer className={styles.noteFoot}>
        <span className={`${styles.push} ${styles.quiet}`} role="status">
          {sent.length > 0 ? (
            <Plural value={sent.length} one="# prescription on its way" other="# prescriptions on their way" />
          ) : null}
        </span>
        {paper.length > 0 && session.can("print") ? (
          <Button onPress={() => onPrint(paper.map((one) => one.id))}>
            <Trans>Print the prescriptions</Trans>
          </Button>
        ) : null}
        <Button variant="primary" onPress={onDone}>
          <Trans>Done</Trans>
        </Button>
      </footer>
    </div>
  );
}
