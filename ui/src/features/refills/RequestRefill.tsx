import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { MedicationRequest, PatientHit, RequestRefill as Request } from "../../api/bindings";
import { call } from "../../api/call";
import { useAct } from "../../api/useAct";
import { useRead } from "../../api/useRead";
import { useCommand } from "../../app/commands";
import { useSession } from "../../app/session";
import { partialDateText } from "../../clinical/dates";
import { chartName, hitName, keepUnits } from "../../clinical/text";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { SearchField } from "../../components/SearchField";
import { Select } from "../../components/Select";
import { Notice } from "../../components/States";
import { TextField } from "../../components/TextField";
import { toast } from "../../components/toasts";
import styles from "./RequestRefill.module.css";

type Named = Pick<PatientHit, "id" | "birth_date" | "mrn"> & { name: string };

/** What the patient asks for: a medication of the chart, or words. */
interface Asked {
  text: string;
  medication_id: string | null;
}

/** A refill that a patient asks for at the desk or by telephone, put before the one who is to decide. */
export default function RequestRefill({ patientId, onClose }: { patientId: string | null; onClose: () => void }) {
  const { t } = useLingui();
  const session = useSession();
  const act = useAct("request_refill");
  const [patient, setPatient] = useState<Named | null>(null);
  const [search, setSearch] = useState("");
  const [asked, setAsked] = useState<Asked>({ text: "", medication_id: null });
  const [note, setNote] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const given = useRead(["patient", patientId], "patient", { id: patientId ?? "" }, { enabled: patientId !== null });
  const people = useRead(["practitioner_list"], "practitioner_list", {});
  const prescribers = (people.data ?? []).filter((one) => one.active && one.role === "physician");
  const mayRead = session.can("chart_read");
  const whose: Named | null = patient ?? (given.data ? { ...given.data, name: chartName(given.data) } : null);
  const owner =
    chosen ??
    prescribers.find((one) => one.id === session.user_id)?.id ??
    (prescribers.length === 1 ? prescribers[0]?.id : null) ??
    null;
  const faults = {
    patient: whose ? null : t`Choose the patient.`,
    asked: asked.text.trim() ? null : t`Say what is asked for.`,
    owner: owner ? null : t`Choose who is to decide.`,
  };

  const submit = async (): Promise<void> => {
    setTried(true);
    if (!whose || !owner || faults.asked) return;
    const request: Request = {
      patient_id: whose.id,
      medication_id: asked.medication_id,
      asked_for: asked.text.trim(),
      note: note.trim() || null,
      owner_id: owner,
    };
    const task = await act.run(request);
    if (!task) return;
    const name = prescribers.find((one) => one.id === owner)?.display_name ?? "";
    toast({
      text: t`Put before ${name}: ${task.description}`,
      ...(session.can("chart_write")
        ? {
            undo: async () => {
              await call("close_task", { id: task.id, done: false, outcome: t`Entered by mistake` });
            },
          }
        : {}),
    });
    onClose();
  };
  const fault = (field: string) => (act.error?.field === field ? act.error.message : undefined);

  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Record a refill request`}
      subtitle={
        whose ? (
          <span className="num">
            {whose.name} · {partialDateText(whose.birth_date)} · {whose.mrn}
          </span>
        ) : null
      }
      footer={
        <>
          <Button onPress={onClose} keys="Escape">
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" keys="Mod+Enter" isPending={act.busy} onPress={() => void submit()}>
            <Trans>Record</Trans>
          </Button>
        </>
      }
    >
      <Confirm run={() => void submit()} />
      <div className={styles.form}>
        {patientId === null ? (
          <SearchField<PatientHit>
            label={t`Patient`}
            placeholder={t`Name, birth date, record number or phone`}
            text={search}
            onText={(text) => {
              setSearch(text);
              setPatient(null);
            }}
            search={(query) => call("find_patients", { query, limit: 8 })}
            keyOf={(hit) => hit.id}
            render={(hit) => (
              <span className={styles.hit}>
                <b>{hitName(hit)}</b>{" "}
                <span className={`${styles.quiet} num`}>
                  {partialDateText(hit.birth_date)} · {hit.mrn}
                </span>
              </span>
            )}
            onChoose={(hit) => {
              setPatient({ ...hit, name: hitName(hit) });
              setSearch(hitName(hit));
            }}
            empty={(query) => t`No patient matches “${query}”.`}
            chosen={patient !== null}
            autoFocus
            note={tried && faults.patient ? <span className={styles.fault}>{faults.patient}</span> : null}
          />
        ) : null}
        <AskedFor
          patientId={mayRead ? (whose?.id ?? null) : null}
          asked={asked}
          onAsked={setAsked}
          autoFocus={patientId !== null}
          fault={(tried ? faults.asked : null) ?? fault("asked_for") ?? null}
        />
        <TextField
          label={t`What else was said`}
          optional
          placeholder={t`Runs out on Friday, to Alder Pharmacy`}
          value={note}
          onChange={setNote}
          error={fault("note")}
        />
        <Select
          label={t`Who is to decide`}
          placeholder={t`Choose`}
          value={owner}
          onChange={setChosen}
          choices={prescribers.map((one) => ({ value: one.id, label: one.display_name }))}
          error={(tried ? faults.owner : null) ?? fault("owner_id")}
        />
        {act.error && !act.error.field ? (
          <Notice tone="problem" announce>
            {act.error.message}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  );
}

interface AskedForProps {
  /** Whose medications are offered; nobody's for those who may not open the chart. */
  patientId: string | null;
  asked: Asked;
  onAsked: (asked: Asked) => void;
  autoFocus: boolean;
  fault: string | null;
}

/** The medication: chosen from what is taken where that may be seen, else in the words of the patient. */
function AskedFor({ patientId, asked, onAsked, autoFocus, fault }: AskedForProps) {
  const { t } = useLingui();
  const taken = useRead(
    ["medication_list", patientId, false],
    "medication_list",
    { patient_id: patientId ?? "", all: false },
    { enabled: patientId !== null },
  );
  if (patientId === null)
    return (
      <TextField
        label={t`What is asked for`}
        placeholder={t`As the patient says it: lisinopril, the blood pressure pill`}
        value={asked.text}
        onChange={(text) => onAsked({ text, medication_id: null })}
        autoFocus={autoFocus}
        error={fault ?? undefined}
      />
    );
  const matching = (query: string): MedicationRequest[] =>
    (taken.data ?? []).filter((one) => one.display.toLowerCase().includes(query.toLowerCase()));
  return (
    <SearchField<MedicationRequest>
      label={t`What is asked for`}
      placeholder={t`Choose from the list, or write it as the patient says it`}
      text={asked.text}
      onText={(text) => onAsked({ text, medication_id: null })}
      search={async (query) => matching(query)}
      keyOf={(order) => order.id}
      render={(order) => (
        <span className={styles.hit}>
          <b>{keepUnits(order.display)}</b>{" "}
          <span className={styles.quiet}>{keepUnits(order.sig_text || order.sig)}</span>
        </span>
      )}
      onChoose={(order) => onAsked({ text: order.display, medication_id: order.id })}
      empty={() => t`Not on the list. Enter keeps the words.`}
      onNothing={(text) => onAsked({ text, medication_id: null })}
      chosen={asked.medication_id !== null}
      offersOnEmpty
      autoFocus={autoFocus}
      note={fault ? <span className={styles.fault}>{fault}</span> : null}
    />
  );
}

/** Gives Ctrl+Enter its meaning inside the dialog. */
function Confirm({ run }: { run: () => void }) {
  useCommand("chart.confirm", run);
  return null;
}
