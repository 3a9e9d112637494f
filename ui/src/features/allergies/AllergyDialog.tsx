import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { AllergenHit, AllergyIntolerance } from "../../api/bindings";
import { call, sentenceOf } from "../../api/call";
import { useRead } from "../../api/useRead";
import { Confirm } from "../../clinical/ReasonDialog";
import { Button } from "../../components/Button";
import { RadioGroup } from "../../components/Choice";
import { Dialog } from "../../components/Dialog";
import { SearchField } from "../../components/SearchField";
import { Notice } from "../../components/States";
import { TextField } from "../../components/TextField";
import { toast } from "../../components/toasts";
import styles from "./Allergies.module.css";

interface AllergyDialogProps {
  patientId: string;
  /** The allergy to change; null to add one. */
  allergy: AllergyIntolerance | null;
  onClose: () => void;
}

const allergens = (query: string): Promise<AllergenHit[]> => call("search_allergens", { query, limit: 20 });

/** To what, what happened, and how bad it was. */
export function AllergyDialog({ patientId, allergy, onClose }: AllergyDialogProps) {
  const { t } = useLingui();
  const known = useRead(["reaction_list", null], "reaction_list", {}).data ?? [];
  const [hit, setHit] = useState<AllergenHit | null>(null);
  const [text, setText] = useState("");
  const [reactions, setReactions] = useState<string[]>(allergy?.reactions ?? []);
  const [other, setOther] = useState("");
  const [severity, setSeverity] = useState<AllergyIntolerance["severity"]>(allergy?.severity ?? "unknown");
  const [note, setNote] = useState(allergy?.note ?? "");
  const [failed, setFailed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const ready = allergy !== null || hit !== null;
  const offered = [...known.slice(0, 14), ...reactions.filter((one) => !known.slice(0, 14).includes(one))];
  const toggle = (reaction: string): void =>
    setReactions(reactions.includes(reaction) ? reactions.filter((one) => one !== reaction) : [...reactions, reaction]);

  const save = async (): Promise<void> => {
    if (!ready || busy) return;
    const all = other.trim() ? [...reactions, other.trim()] : reactions;
    setBusy(true);
    try {
      if (allergy) {
        await call("update_allergy", {
          id: allergy.id,
          reactions: all,
          severity,
          status: allergy.status,
          note: note.trim() || null,
        });
      } else if (hit) {
        const added = await call("add_allergy", {
          patient_id: patientId,
          subject_kind: hit.kind,
          subject: hit.key,
          display: hit.display,
          reactions: all,
          severity,
          onset: null,
          note: note.trim() || null,
        });
        toast({
          text: t`Allergy to ${hit.display} added`,
          undo: () =>
            call("update_allergy", {
              id: added.id,
              reactions: all,
              severity,
              status: "entered-in-error",
              note: note.trim() || null,
            }).then(() => undefined),
        });
      }
      onClose();
    } catch (cause) {
      setFailed(sentenceOf(cause));
      setBusy(false);
    }
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={allergy ? t`Allergy to ${allergy.display}` : t`Add an allergy`}
      footer={
        <>
          <Button onPress={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" keys="Mod+Enter" isDisabled={!ready || busy} onPress={() => void save()}>
            {allergy ? <Trans>Save</Trans> : <Trans>Add</Trans>}
          </Button>
        </>
      }
    >
      <Confirm run={() => void save()} />
      <div className={styles.form}>
        {allergy ? null : (
          <SearchField
            label={t`Substance`}
            placeholder={t`Drug, class, food or other`}
            text={text}
            onText={(next) => {
              setText(next);
              setHit(null);
            }}
            search={allergens}
            keyOf={(one) => `${one.kind} ${one.key}`}
            render={(one) => (
              <span className={styles.hit}>
                <span>{one.display}</span>
                <span className={styles.reactions}>{one.hint ?? (one.kind === "class" ? t`whole class` : null)}</span>
              </span>
            )}
            onChoose={(one) => {
              setHit(one);
              setText(one.display);
            }}
            empty={(query) => t`Not in the list. Enter keeps “${query}” in words; it cannot be checked.`}
            onNothing={(query) => setHit({ kind: "free_text", key: query, display: query, hint: null })}
            chosen={hit !== null}
            autoFocus
            note={
              hit?.kind === "free_text" ? (
                <p className={styles.reactions}>{t`In words only: prescriptions are not checked against it.`}</p>
              ) : null
            }
          />
        )}
        <fieldset className={styles.reactionSet}>
          <legend>
            <Trans>Reaction</Trans>
          </legend>
          <div className={styles.reactionChips}>
            {offered.map((reaction) => (
              <button
                key={reaction}
                type="button"
                aria-pressed={reactions.includes(reaction)}
                className={styles.reactionChip}
                onClick={() => toggle(reaction)}
              >
                {reaction}
              </button>
            ))}
          </div>
        </fieldset>
        <TextField label={t`Another reaction`} optional value={other} onChange={setOther} />
        <RadioGroup<AllergyIntolerance["severity"]>
          label={t`Severity`}
          row
          choices={[
            { value: "mild", label: t`Mild` },
            { value: "moderate", label: t`Moderate` },
            { value: "severe", label: t`Severe` },
            { value: "unknown", label: t`Not known` },
          ]}
          value={severity}
          onChange={setSeverity}
        />
        <TextField label={t`Note`} optional value={note} onChange={setNote} />
        {failed ? (
          <Notice tone="problem" announce>
            {failed}
          </Notice>
        ) : null}
      </div>
    </Dialog>
  );
}
