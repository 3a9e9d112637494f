import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { AllergyIntolerance } from "../../api/bindings";
import { call } from "../../api/call";
import { useCommand } from "../../app/commands";
import { activeAllergies, noKnownAllergies } from "../../clinical/AllergyPill";
import { dayText } from "../../clinical/dates";
import { HistoryButton } from "../../clinical/HistoryButton";
import { focusedRow, ListSection, Row, Rows } from "../../clinical/Rows";
import { Button } from "../../components/Button";
import { EmptyState } from "../../components/States";
import { toast } from "../../components/toasts";
import styles from "./Allergies.module.css";
import { AllergyDialog } from "./AllergyDialog";
import { SeverityWord } from "./SeverityWord";

interface AllergyListProps {
  patientId: string;
  allergies: readonly AllergyIntolerance[];
  mayWrite: boolean;
}

/** Allergies and intolerances, and whether anyone has asked. */
export function AllergyList({ patientId, allergies, mayWrite }: AllergyListProps) {
  const { t } = useLingui();
  const [open, setOpen] = useState<string | null>(null);
  const [form, setForm] = useState<{ allergy: AllergyIntolerance | null } | null>(null);
  const active = activeAllergies(allergies);
  const none = noKnownAllergies(allergies);

  useCommand("allergies.add", () => setForm({ allergy: null }), mayWrite);
  useCommand(
    "allergies.edit",
    () => {
      const allergy = active.find((one) => one.id === focusedRow());
      if (allergy) setForm({ allergy });
    },
    mayWrite,
  );

  const recordNone = async (): Promise<void> => {
    const recorded = await call("add_allergy", {
      patient_id: patientId,
      subject_kind: "no_known_allergies",
      subject: "no_known_allergies",
      display: "No known allergies",
      reactions: [],
      severity: "unknown",
      onset: null,
      note: null,
    });
    toast({
      text: t`No known allergies recorded`,
      undo: () =>
        call("update_allergy", {
          id: recorded.id,
          reactions: [],
          severity: "unknown",
          status: "entered-in-error",
          note: null,
        }).then(() => undefined),
    });
  };
  const refute = async (allergy: AllergyIntolerance): Promise<void> => {
    const change = (status: AllergyIntolerance["status"]): Promise<unknown> =>
      call("update_allergy", {
        id: allergy.id,
        reactions: allergy.reactions,
        severity: allergy.severity,
        status,
        note: allergy.note,
      });
    await change("refuted");
    toast({ text: t`${allergy.display} refuted`, undo: () => change(allergy.status).then(() => undefined) });
  };

  return (
    <ListSection
      title={t`Allergies`}
      count={active.length}
      scope="rows allergies"
      addLabel={mayWrite ? t`Add an allergy` : undefined}
      addKeys="N"
      onAdd={() => setForm({ allergy: null })}
    >
      {active.length === 0 ? (
        <EmptyState
          inline
          action={
            mayWrite && !none ? (
              <Button size="small" onPress={() => void recordNone()}>
                <Trans>Record no known allergies</Trans>
              </Button>
            ) : undefined
          }
        >
          {none ? (
            <Trans>No known allergies.</Trans>
          ) : (
            <Trans>Allergies not recorded. Checks against them cannot run.</Trans>
          )}
        </EmptyState>
      ) : (
        <Rows label={t`Allergies`}>
          {active.map((allergy) => (
            <Row
              key={allergy.id}
              id={allergy.id}
              open={open === allergy.id}
              onToggle={() => setOpen(open === allergy.id ? null : allergy.id)}
              details={
                <>
                  <p>
                    <Trans>Recorded {dayText(allergy.recorded_at)}.</Trans>
                    {allergy.subject_kind === "free_text" ? (
                      <>
                        {" "}
                        <Trans>In words only: prescriptions are not checked against it.</Trans>
                      </>
                    ) : null}
                  </p>
                  {allergy.note ? <p>{allergy.note}</p> : null}
                  {mayWrite ? (
                    <div className={styles.actions}>
                      <Button size="small" keys="E" onPress={() => setForm({ allergy })}>
                        <Trans>Edit</Trans>
                      </Button>
                      <Button size="small" onPress={() => void refute(allergy)}>
                        <Trans>Refute</Trans>
                      </Button>
                      <HistoryButton resource="allergy_intolerance" id={allergy.id} patientId={patientId} />
                    </div>
                  ) : null}
                </>
              }
            >
              <span className={styles.name}>
                {allergy.display}
                {allergy.reactions.length > 0 ? (
                  <span className={styles.reactions}> {allergy.reactions.join(", ")}</span>
                ) : null}
              </span>
              <span className={styles.severity} data-severe={allergy.severity === "severe" || undefined}>
                <SeverityWord severity={allergy.severity} />
              </span>
            </Row>
          ))}
        </Rows>
      )}
      {form ? <AllergyDialog patientId={patientId} allergy={form.allergy} onClose={() => setForm(null)} /> : null}
    </ListSection>
  );
}
