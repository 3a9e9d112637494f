import { Trans, useLingui } from "@lingui/react/macro";
import { EllipsisVertical, Pill } from "lucide-react";
import { lazy, type RefObject, Suspense, useState } from "react";
import type { Chart, Composition, Encounter, MedicationRequest, SignOutcome } from "../api/bindings";
import { call, sentenceOf } from "../api/call";
import { useAct } from "../api/useAct";
import { useCommand } from "../app/commands";
import { useSession, useStatus } from "../app/session";
import { dayTimeText } from "../clinical/dates";
import { ReasonDialog } from "../clinical/ReasonDialog";
import { Button, IconButton } from "../components/Button";
import { Menu } from "../components/Menu";
import { Skeleton } from "../components/States";
import { toast } from "../components/toasts";
import { StagedOrders } from "../features/medications/StagedOrders";
import type { PickedDiagnosis } from "../features/notes/DiagnosisPicker";
import type { SlashEntry, SlashName } from "../features/notes/editor/slash";
import type { NoteEditorHandle } from "../features/notes/NoteEditor";
import { type ChipAttributes, chipsOf } from "../features/notes/noteBody";
import { ReviewSheet } from "../features/notes/ReviewSheet";
import { exportText, SaveLine } from "../features/notes/SaveLine";
import { useNote } from "../features/notes/useNote";
import { SendChoice } from "../features/outbox/SendChoice";
import { useSendChoices } from "../features/outbox/useSendChoices";
import styles from "./Chart.module.css";
import { vitalsChip } from "./noteLinks";
import type { Orders } from "./useOrders";

const NoteEditor = lazy(() => import("../features/notes/NoteEditor"));

interface OpenNoteProps {
  chart: Chart;
  encounter: Encounter;
  note: Composition;
  orders: Orders;
  editor: RefObject<NoteEditorHandle | null>;
  /** Reads the diagnoses of the text as it stands; set here, used when prescribing. */
  chips: RefObject<() => ChipAttributes[]>;
  /** The visit was started just now, by this person at this screen: writing begins. */
  begun: boolean;
  onSigned: (outcome: SignOutcome & { outcome: "signed" }) => void;
}

/** The note of the open visit: text, orders on signing, and the way to sign. */
export function OpenNote({ chart, encounter, note, orders, editor, chips, begun, onSigned }: OpenNoteProps) {
  const { t } = useLingui();
  const session = useSession();
  const { today } = useStatus();
  const open = useNote(note, chart.draft, session.user_id);
  const sign = useAct("sign_visit");
  const [reviewing, setReviewing] = useState(false);
  const sending = useSendChoices(chart.staged, reviewing);
  const [cancelling, setCancelling] = useState(false);
  const [refused, setRefused] = useState<MedicationRequest | null>(null);
  const patientId = chart.patient.id;
  const covered = orders.form !== null;
  const maySign = session.can("note_sign");
  chips.current = () => chipsOf(open.now().body);

  useCommand("notes.review", () => setReviewing(true), maySign && !covered);
  useCommand("medications.prescribe", orders.write, !covered);
  useCommand("notes.diagnosis", () => editor.current?.pickDiagnosis(), !covered);
  useCommand("notes.vitals", () => insertVitals(), !covered && chart.vitals.length > 0);
  useCommand("notes.export", () => void exportText(open.now().text));
  useCommand("encounters.cancel", () => setCancelling(true));

  const insertVitals = (): void => {
    const chip = vitalsChip(chart.vitals, encounter.id, today);
    if (chip) editor.current?.insertChip(chip);
  };
  const entries: SlashEntry[] = [
    ...(session.can("prescribe")
      ? [{ name: "rx" as const, title: t`Prescribe`, hint: t`Drug, directions, quantity` }]
      : []),
    { name: "dx", title: t`Diagnosis`, hint: t`Search ICD-10-CM` },
    ...(chart.vitals.length > 0 ? [{ name: "vit" as const, title: t`Vitals`, hint: t`Insert the last ones` }] : []),
  ];
  const onSlash = (name: SlashName): void => {
    if (name === "rx") orders.write();
    if (name === "vit") insertVitals();
  };

  const onDiagnosis = async (picked: PickedDiagnosis): Promise<ChipAttributes | null> => {
    const known = chart.problems.find(
      (one) =>
        one.clinical_status === "active" && (picked.code ? one.code === picked.code : one.display === picked.display),
    );
    try {
      const condition =
        known ??
        (await call("add_problem", {
          patient_id: patientId,
          encounter_id: encounter.id,
          code: picked.code,
          display: picked.display,
          onset: null,
          note: null,
        }));
      return { kind: "condition", id: condition.id, label: condition.display, code: condition.code };
    } catch (cause) {
      toast({ text: sentenceOf(cause), tone: "warning" });
      return null;
    }
  };

  const onOpenChip = (chip: ChipAttributes): void => {
    const order = chart.staged.find((one) => one.id === chip.id);
    if (order) orders.change(order);
    else document.querySelector<HTMLElement>(`[data-row="${CSS.escape(chip.id)}"]`)?.focus();
  };

  const knownId = (id: string): boolean =>
    id === encounter.id ||
    [...chart.problems, ...chart.medications, ...chart.staged].some((one) => one.id === id) ||
    chipsOf(open.start.body).some((chip) => chip.id === id);

  const onSign = async (): Promise<void> => {
    await open.flush();
    const { body, text } = open.now();
    const outcome = await sign.run({
      encounter_id: encounter.id,
      note_id: note.id,
      body,
      text,
      prescription_ids: chart.staged.map((one) => one.id),
      finish: true,
      send: sending.send(),
    });
    if (!outcome) return;
    if (outcome.outcome === "needs_override") {
      setRefused(chart.staged.find((one) => one.id === outcome.prescription_id) ?? null);
      return;
    }
    open.close();
    setReviewing(false);
    onSigned(outcome);
  };

  return (
    <div className={styles.note} inert={covered}>
      <header className={styles.noteHead}>
        <h2>{encounter.kind}</h2>
        <span className={styles.quiet}>{dayTimeText(encounter.start)}</span>
        {encounter.reason ? <span className={styles.reason}>{encounter.reason}</span> : null}
        <Menu
          label={t`Visit`}
          trigger={<IconButton label={t`Visit`} icon={<EllipsisVertical />} className={styles.push} />}
          groups={[
            [{ id: "notes.export", label: t`Export the text` }],
            [{ id: "encounters.cancel", label: t`Cancel this visit` }],
          ]}
        />
      </header>
      <div className={styles.noteBody}>
        <Suspense fallback={<Skeleton rows={8} height={26} />}>
          <NoteEditor
            key={note.id}
            ref={editor}
            body={open.start.body}
            caret={open.start.caret}
            takesFocus={begun}
            entries={entries}
            knownId={knownId}
            onTyping={open.typed}
            onOpenChip={onOpenChip}
            onSlash={onSlash}
            onDiagnosis={onDiagnosis}
          />
        </Suspense>
      </div>
      <StagedOrders
        staged={chart.staged}
        tiers={orders.tiers}
        onOpen={orders.change}
        onDiscard={(order) => void orders.discard(order)}
      />
      <footer className={styles.noteFoot}>
        <SaveLine state={open.state} onRetry={() => void open.retry()} text={() => open.now().text} />
        {session.can("prescribe") ? (
          <Button icon={<Pill />} keys="Alt+R" onPress={orders.write}>
            <Trans>Prescribe</Trans>
          </Button>
        ) : null}
        {maySign ? (
          <Button variant="primary" keys="Mod+Enter" onPress={() => setReviewing(true)}>
            <Trans>Review and sign</Trans>
          </Button>
        ) : null}
      </footer>
      {reviewing ? (
        <ReviewSheet
          patient={chart.patient}
          body={open.now().body}
          staged={chart.staged}
          findings={orders.findings}
          busy={sign.busy}
          error={sign.error}
          refused={refused}
          sending={(order) => <SendChoice id={order.id} name={order.display} choices={sending} />}
          onOpenOrder={(order) => {
            setReviewing(false);
            setRefused(null);
            orders.change(order);
          }}
          onSign={() => void onSign()}
          onClose={() => {
            setReviewing(false);
            setRefused(null);
            sign.clear();
          }}
        />
      ) : null}
      {cancelling ? (
        <ReasonDialog
          title={t`Cancel this visit`}
          usual={[t`Patient left`, t`Opened by mistake`, t`Rescheduled`]}
          action={t`Cancel the visit`}
          onClose={() => setCancelling(false)}
          onGive={async (reason) => {
            await open.flush();
            await call("cancel_encounter", { encounter_id: encounter.id, reason });
            open.close();
          }}
        />
      ) : null}
    </div>
  );
}
