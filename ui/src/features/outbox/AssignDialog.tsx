import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { InboundView, NamedPatient, PatientHit } from "../../api/bindings";
import { call, sentenceOf } from "../../api/call";
import { partialDateText } from "../../clinical/dates";
import { hitName, keepUnits } from "../../clinical/text";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { SearchField } from "../../components/SearchField";
import { Notice } from "../../components/States";
import { toast } from "../../components/toasts";
import styles from "./OutboxPage.module.css";

/** Saying whose a request is. The record takes it only when two identifiers agree. */
export function AssignDialog({ inbound, onClose }: { inbound: InboundView; onClose: () => void }) {
  const { t } = useLingui();
  const [search, setSearch] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const asked = inbound.request?.patient;
  const assign = async (patient: Pick<NamedPatient, "id" | "name">): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setProblem(null);
    try {
      await call("assign_request", { id: inbound.id, patient_id: patient.id, medication_request_id: null });
      onClose();
      toast({ text: t`The request is about ${patient.name}` });
    } catch (cause) {
      setProblem(sentenceOf(cause));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Which patient is meant?`}
      subtitle={
        asked ? (
          <span className="num">
            {`${asked.family}, ${asked.given}`} · {asked.birth_date ? partialDateText(asked.birth_date) : "?"}{" "}
            {asked.phone ? `· ${asked.phone}` : ""}
          </span>
        ) : null
      }
      footer={
        <Button onPress={onClose} keys="Escape">
          <Trans>Cancel</Trans>
        </Button>
      }
    >
      <div className={styles.form}>
        <p>{keepUnits(inbound.request?.drug.display ?? "")}</p>
        <ul className={styles.people}>
          {inbound.candidates.map((patient, at) => (
            <li key={patient.id}>
              <span>
                <b>{patient.name}</b>{" "}
                <span className={`${styles.quiet} num`}>
                  {[partialDateText(patient.birth_date), patient.mrn, patient.phone].filter(Boolean).join(" · ")}
                </span>
              </span>
              <Button size="small" autoFocus={at === 0} isDisabled={busy} onPress={() => void assign(patient)}>
                <Trans>It is this one</Trans>
              </Button>
            </li>
          ))}
        </ul>
        <SearchField<PatientHit>
          label={inbound.candidates.length > 0 ? t`Or another patient` : t`Find the patient`}
          placeholder={t`Name, birth date, record number or phone`}
          text={search}
          onText={setSearch}
          search={(query) => call("find_patients", { query, limit: 8 })}
          keyOf={(hit) => hit.id}
          render={(hit) => (
            <span>
              <b>{hitName(hit)}</b>{" "}
              <span className={`${styles.quiet} num`}>
                {partialDateText(hit.birth_date)} · {hit.mrn}
              </span>
            </span>
          )}
          onChoose={(hit) => void assign({ id: hit.id, name: hitName(hit) })}
          empty={(query) => t`No patient matches “${query}”.`}
          autoFocus={inbound.candidates.length === 0}
        />
        <p className={styles.quiet}>
          <Trans>Two of name, birth date, telephone and prescription number have to agree.</Trans>
        </p>
        {problem ? (
          <Notice tone="problem" announce>
            {problem}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  );
}
