import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { KeyRound, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Finding, MedicationRequest, Patient } from "../../api/bindings";
import type { CallError } from "../../api/call";
import { useCommand } from "../../app/commands";
import { partialDateText } from "../../clinical/dates";
import { TierMark } from "../../clinical/Tier";
import { chartName, keepUnits, quantityText } from "../../clinical/text";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { EmptyState, Notice } from "../../components/States";
import { blanksLeft, type ChipAttributes, chipsOf, isEmptyBody, type NoteNode } from "./noteBody";
import styles from "./ReviewSheet.module.css";

interface ReviewSheetProps {
  patient: Patient;
  body: NoteNode;
  staged: readonly MedicationRequest[];
  /** What each overridden key was about, as far as this window has seen the check. */
  findings: Readonly<Record<string, Pick<Finding, "title" | "tier">>>;
  busy: boolean;
  error: CallError | null;
  /** An order that the last check wants answered before it can be signed. */
  refused: MedicationRequest | null;
  /** How an order leaves when it is signed. */
  sending?: (order: MedicationRequest) => ReactNode;
  onOpenOrder: (order: MedicationRequest) => void;
  onSign: () => void;
  onClose: () => void;
}

/** Every diagnosis chip once, in reading order. */
export function diagnosesOf(body: NoteNode): ChipAttributes[] {
  const seen = new Set<string>();
  return chipsOf(body).filter((chip) => {
    if (chip.kind !== "condition" || seen.has(chip.id)) return false;
    seen.add(chip.id);
    return true;
  });
}

/** One look before signing: who, what is left blank, what is diagnosed, what is sent, what was overridden. */
export function ReviewSheet(props: ReviewSheetProps) {
  const { t } = useLingui();
  const { patient, body, staged, busy, onClose } = props;
  return (
    <Dialog
      open
      onClose={onClose}
      scope="review"
      title={t`Review and sign`}
      subtitle={
        <>
          <b className={styles.patient}>{chartName(patient)}</b>{" "}
          <Trans>DOB {partialDateText(patient.birth_date)}</Trans>
        </>
      }
      footer={
        <>
          <Button onPress={onClose} keys="Escape">
            <Trans>Back to the note</Trans>
          </Button>
          <Button variant="primary" keys="Mod+Enter" isDisabled={busy} onPress={props.onSign}>
            {staged.length > 0 ? <Trans>Sign note and prescriptions</Trans> : <Trans>Sign the note</Trans>}
          </Button>
        </>
      }
    >
      <SignKey run={props.onSign} />
      <div className={styles.sheet} role="region" aria-label={t`What will be signed`} tabIndex={0}>
        <Blanks body={body} />
        <Diagnoses body={body} />
        <Orders {...props} />
        {staged.some((order) => order.dea_schedule !== null || order.state_schedule !== null) ? (
          <Notice tone="info" icon={<KeyRound aria-hidden />}>
            <Trans>
              A controlled substance is among them: signing asks for your passphrase unless you typed it just now.
            </Trans>
          </Notice>
        ) : null}
        {props.refused ? (
          <Notice
            tone="problem"
            announce
            action={
              <Button size="small" autoFocus onPress={() => props.refused && props.onOpenOrder(props.refused)}>
                <Trans>Open the prescription</Trans>
              </Button>
            }
          >
            <Trans>Nothing was signed. {props.refused.display} has a safety finding that needs an answer first.</Trans>
          </Notice>
        ) : null}
        {props.error ? (
          <Notice tone="problem" announce>
            <b>
              <Trans>Nothing was signed.</Trans>
            </b>{" "}
            {props.error.message}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  );
}

function SignKey({ run }: { run: () => void }) {
  useCommand("notes.sign", run);
  return null;
}

function Blanks({ body }: { body: NoteNode }) {
  const left = blanksLeft(body);
  if (left === 0 && !isEmptyBody(body)) return null;
  return (
    <Notice tone="warning" icon={<TriangleAlert aria-hidden />}>
      {left > 0 ? (
        <Plural value={left} one="# blank (***) is left in the note" other="# blanks (***) are left in the note" />
      ) : (
        <Trans>The note has no text.</Trans>
      )}
    </Notice>
  );
}

function Diagnoses({ body }: { body: NoteNode }) {
  const diagnoses = diagnosesOf(body);
  return (
    <section className={styles.part}>
      <h3>
        <Trans>Diagnoses</Trans> <span>{diagnoses.length}</span>
      </h3>
      {diagnoses.length === 0 ? (
        <EmptyState inline>
          <Trans>None in this note. /dx in the note adds one.</Trans>
        </EmptyState>
      ) : (
        <ul className={styles.list}>
          {diagnoses.map((chip) => (
            <li key={chip.id}>
              <span>{chip.label}</span>
              <span className={`code ${styles.quiet}`}>{chip.code}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Orders({ staged, findings, sending }: ReviewSheetProps) {
  return (
    <section className={styles.part}>
      <h3>
        <Trans>Prescriptions</Trans> <span>{staged.length}</span>
      </h3>
      {staged.length === 0 ? (
        <EmptyState inline>
          <Trans>None staged.</Trans>
        </EmptyState>
      ) : (
        <ul className={styles.orders}>
          {staged.map((order) => {
            const quantity = quantityText(order.quantity, order.quantity_unit);
            return (
              <li key={order.id}>
                <p className={styles.drug}>{keepUnits(order.display)}</p>
                <p>{keepUnits(order.sig_text || order.sig)}</p>
                <p className={styles.quiet}>
                  <Trans>
                    Quantity {keepUnits(quantity)} · Refills {order.refills}
                  </Trans>
                  {" · "}
                  {order.dispense_as_written ? <Trans>Dispense as written</Trans> : <Trans>Generic allowed</Trans>}
                  {order.pharmacy ? ` · ${order.pharmacy}` : ""}
                  {order.earliest_fill ? (
                    <>
                      {" · "}
                      <Trans>Not before {partialDateText(order.earliest_fill)}</Trans>
                    </>
                  ) : null}
                </p>
                {sending?.(order)}
                {order.overrides.map((override) => {
                  const finding = findings[override.finding_key];
                  return (
                    <div key={override.finding_key} className={styles.override}>
                      <TierMark tier={finding?.tier ?? "high"} />
                      <p>
                        <b>{finding?.title ?? <Trans>Safety finding</Trans>}</b>{" "}
                        {finding?.tier === "contraindicated" ? (
                          <Trans>overridden: {override.reason}</Trans>
                        ) : (
                          <Trans>accepted: {override.reason}</Trans>
                        )}
                      </p>
                    </div>
                  );
                })}
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
