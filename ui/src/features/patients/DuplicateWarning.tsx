import { Trans } from "@lingui/react/macro";
import { TriangleAlert } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { DuplicateCandidate } from "../../api/bindings";
import { call } from "../../api/call";
import { useStatus } from "../../app/session";
import { Button } from "../../components/Button";
import { partialText } from "../../components/dates";
import { Notice } from "../../components/States";
import { type PatientDraft, requestOf } from "./patientDraft";
import styles from "./patients.module.css";

/** Someone who types on should not see candidates flicker. */
const PAUSE_MS = 200;

/** People already in the record who may be the one being registered, found while the form is filled in. */
export function DuplicateWarning({
  draft,
  onOpenChart,
}: {
  draft: PatientDraft;
  onOpenChart(patientId: string): void;
}) {
  const { today } = useStatus();
  const [found, setFound] = useState<DuplicateCandidate[]>([]);
  const newest = useRef(0);
  // Sex is not needed to look: an unknown one is asked with until it is chosen.
  const request = requestOf({ ...draft, gender: draft.gender ?? "unknown" }, today);
  const asked = request
    ? JSON.stringify([request.family, request.given, request.birth_date, request.phone, request.previous_family])
    : "";
  const latest = useRef(request);
  latest.current = request;

  useEffect(() => {
    newest.current += 1;
    const mine = newest.current;
    if (!asked) {
      setFound([]);
      return;
    }
    const timer = setTimeout(async () => {
      if (!latest.current) return;
      const candidates = await call("patient_duplicates", latest.current).catch(() => []);
      if (mine === newest.current) setFound(candidates);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [asked]);

  if (found.length === 0) return null;
  return (
    <div className={styles.duplicates}>
      <Notice tone="warning" icon={<TriangleAlert aria-hidden />} announce>
        <p>
          <b>
            <Trans>Already registered?</Trans>
          </b>
        </p>
        <ul className={styles.candidates}>
          {found.slice(0, 3).map(({ patient, reasons }) => (
            <li key={patient.id}>
              <span>
                <b>
                  {patient.family}, {patient.given}
                </b>{" "}
                <span className="num">
                  {partialText(patient.birth_date)} · <span className="code">{patient.mrn}</span>
                  {patient.phone && <> · {patient.phone}</>}
                </span>
                <span className={styles.reasons}>{reasons.join(", ")}</span>
              </span>
              <Button size="small" onPress={() => onOpenChart(patient.id)}>
                <Trans>Open this chart</Trans>
              </Button>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  );
}
