import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import type { Practitioner, SavePractitioner } from "../../api/bindings";
import { useAct } from "../../api/useAct";
import { Button } from "../../components/Button";
import { Switch } from "../../components/Choice";
import { Dialog } from "../../components/Dialog";
import { NewPassphrase, useNewPassphrase } from "../../components/NewPassphrase";
import { deaFault, npiFault } from "../../components/npi";
import { ROLES, roleWord } from "../../components/roles";
import { Select } from "../../components/Select";
import { Notice } from "../../components/States";
import { TextField } from "../../components/TextField";
import { toast } from "../../components/toasts";
import styles from "./settings.module.css";

type Draft = Omit<
  SavePractitioner,
  "id" | "passphrase" | "administrator" | "safety_lead" | "npi" | "dea" | "license_number" | "license_state" | "phone"
> & { administrator: boolean; safety_lead: boolean } & Record<
    "npi" | "dea" | "license_number" | "license_state" | "phone",
    string
  >;

function draftOf(person: Practitioner | null): Draft {
  return {
    login: person?.login ?? "",
    given: person?.given ?? "",
    family: person?.family ?? "",
    credentials: person?.credentials ?? "",
    role: person?.role ?? "nurse",
    npi: person?.npi ?? "",
    dea: person?.dea ?? "",
    license_number: person?.license_number ?? "",
    license_state: person?.license_state ?? "",
    phone: person?.phone ?? "",
    administrator: person?.administrator ?? false,
    safety_lead: person?.safety_lead ?? false,
    active: person?.active ?? true,
  };
}

/** One person: name, what they may do, and the numbers a prescription needs. */
export function PersonDialog({ person, onClose }: { person: Practitioner | null; onClose(): void }) {
  const { t } = useLingui();
  const act = useAct("save_practitioner");
  const [draft, setDraft] = useState(() => draftOf(person));
  const [tried, setTried] = useState(false);
  const fresh = useNewPassphrase();
  const set = (part: Partial<Draft>) => setDraft((old) => ({ ...old, ...part }));

  const missing = t`This is needed.`;
  const faults: Partial<Record<keyof Draft, string | null>> = {
    given: draft.given.trim() ? null : missing,
    family: draft.family.trim() ? null : missing,
    login: draft.login.trim() ? null : missing,
    npi: npiFault(draft.npi),
    dea: deaFault(draft.dea),
  };
  const faulty = Object.values(faults).some(Boolean) || (!person && !fresh.ready);
  // Numbers are checked as soon as they stand there; missing names only after the first try.
  const fault = (field: keyof Draft) =>
    act.error?.field === field
      ? act.error.message
      : ((tried || faults[field] !== missing ? faults[field] : null) ?? undefined);
  const text = (field: Exclude<keyof Draft, "role" | "active" | "administrator" | "safety_lead">) => ({
    value: draft[field],
    onChange: (value: string) => set({ [field]: value }),
    error: fault(field),
  });

  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    setTried(true);
    if (faulty) return;
    const orNull = (value: string) => value.trim() || null;
    const saved = await act.run({
      id: person?.id ?? null,
      login: draft.login.trim(),
      given: draft.given.trim(),
      family: draft.family.trim(),
      credentials: draft.credentials.trim(),
      role: draft.role,
      npi: orNull(draft.npi),
      dea: orNull(draft.dea.toUpperCase()),
      license_number: orNull(draft.license_number),
      license_state: orNull(draft.license_state.toUpperCase()),
      phone: orNull(draft.phone),
      administrator: draft.administrator,
      safety_lead: draft.safety_lead,
      active: draft.active,
      passphrase: person ? null : fresh.passphrase,
    });
    if (!saved) return;
    toast({ text: person ? t`Saved: ${saved.display_name}` : t`${saved.display_name} can sign in now` });
    onClose();
  };

  return (
    <Dialog
      open
      onClose={onClose}
      size="wide"
      title={person ? t`Edit person` : t`Add a person`}
      footer={
        <>
          <Button onPress={onClose} keys="Escape">
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" keys="Enter" isPending={act.busy} onPress={() => void submit()}>
            <Trans>Save</Trans>
          </Button>
        </>
      }
    >
      <form className={styles.form} onSubmit={(event) => void submit(event)} autoComplete="off">
        <div className={styles.three}>
          <TextField label={t`Given name`} {...text("given")} autoFocus />
          <TextField label={t`Family name`} {...text("family")} />
          <TextField label={t`Credentials`} optional placeholder="MD" {...text("credentials")} />
          <TextField label={t`Sign-in name`} {...text("login")} isDisabled={person !== null} />
          <Select
            label={t`Role`}
            value={draft.role}
            onChange={(role) => set({ role })}
            choices={ROLES.map((role) => ({ value: role, label: roleWord(role) }))}
            error={fault("role")}
          />
          <TextField label={t`Phone`} optional type="tel" {...text("phone")} />
          <TextField label={t`NPI`} optional inputClassName="code" {...text("npi")} />
          <TextField label={t`DEA number`} optional inputClassName="code" {...text("dea")} />
          <div className={styles.licence}>
            <TextField label={t`License`} optional inputClassName="code" {...text("license_number")} />
            <TextField label={t`State`} placeholder="OR" {...text("license_state")} />
          </div>
        </div>
        {draft.role !== "administrator" && (
          <Switch
            isSelected={draft.administrator}
            onChange={(administrator) => set({ administrator })}
            hint={t`Adds people, settings, import and the audit log to what the role allows.`}
          >
            <Trans>Also administers the practice</Trans>
          </Switch>
        )}
        <Switch
          isSelected={draft.safety_lead}
          onChange={(safety_lead) => set({ safety_lead })}
          hint={t`Sets how strongly a safety rule speaks in this practice, with a reason that every card shows.`}
        >
          <Trans>Medication-safety lead</Trans>
        </Switch>
        {person ? (
          <Switch
            isSelected={draft.active}
            onChange={(active) => set({ active })}
            hint={t`Switched off, they cannot sign in; what they wrote stays.`}
          >
            <Trans>Works here</Trans>
          </Switch>
        ) : (
          <div className={styles.two}>
            <NewPassphrase
              state={fresh}
              label={t`First passphrase`}
              error={act.error?.field === "passphrase" ? act.error.message : undefined}
            />
          </div>
        )}
        {tried && !person && !fresh.ready && (
          <Notice tone="warning" announce>
            <Trans>
              Give a first passphrase of at least ten characters, twice the same. They can change it after signing in.
            </Trans>
          </Notice>
        )}
        {act.error && !(act.error.field && act.error.field in draft) && act.error.field !== "passphrase" && (
          <Notice tone="problem" announce>
            {act.error.message}
          </Notice>
        )}
        <input type="submit" hidden />
      </form>
    </Dialog>
  );
}
