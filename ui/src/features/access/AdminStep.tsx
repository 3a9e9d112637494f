import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import type { Role } from "../../api/bindings";
import type { CallError } from "../../api/call";
import { useStatus } from "../../app/session";
import { Button } from "../../components/Button";
import { Checkbox } from "../../components/Choice";
import { NewPassphrase, type useNewPassphrase } from "../../components/NewPassphrase";
import { npiFault } from "../../components/npi";
import { roleWord } from "../../components/roles";
import { Select } from "../../components/Select";
import { Notice } from "../../components/States";
import { TextField } from "../../components/TextField";
import styles from "./access.module.css";

export interface AdminDraft {
  given: string;
  family: string;
  credentials: string;
  login: string;
  /** Until it is typed by hand the login follows the name. */
  loginTouched: boolean;
  role: Role;
  npi: string;
  keychain: boolean;
}

export function adminDraft(): AdminDraft {
  return {
    given: "",
    family: "",
    credentials: "",
    login: "",
    loginTouched: false,
    role: "physician",
    npi: "",
    keychain: false,
  };
}

/** "Amara Osei" signs in as "aosei". */
export function loginFrom(given: string, family: string): string {
  const letters = (text: string) =>
    text
      .normalize("NFD")
      .toLowerCase()
      .replaceAll(/[^a-z]/g, "");
  return `${letters(given).slice(0, 1)}${letters(family)}`;
}

interface AdminStepProps {
  draft: AdminDraft;
  onChange(draft: AdminDraft): void;
  passphrase: ReturnType<typeof useNewPassphrase>;
  busy: boolean;
  error: CallError | null;
  onBack(): void;
  onNext(): void;
}

/** Roles that may run a practice from its first minute. */
const FIRST_ROLES: readonly Role[] = ["physician", "practice_manager", "administrator"];

export function AdminStep({ draft, onChange, passphrase, busy, error, onBack, onNext }: AdminStepProps) {
  const { t } = useLingui();
  const status = useStatus();
  const [tried, setTried] = useState(false);
  const set = (part: Partial<AdminDraft>) => {
    const next = { ...draft, ...part };
    if (!next.loginTouched) next.login = loginFrom(next.given, next.family);
    onChange(next);
  };
  const npi = npiFault(draft.npi);
  const missing = t`This is needed.`;
  const fault = (field: string, problem: string | undefined) =>
    error?.field?.endsWith(field) ? error.message : tried ? problem : undefined;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (draft.given.trim() && draft.family.trim() && draft.login.trim() && !npi && passphrase.ready) onNext();
  };

  return (
    <form onSubmit={submit} className={styles.form} autoComplete="off">
      <p className={styles.lead}>
        <Trans>You are the first person here, so you may do everything, including adding the others later.</Trans>
      </p>
      <div className={styles.two}>
        <TextField
          label={t`Given name`}
          value={draft.given}
          onChange={(given) => set({ given })}
          error={fault("given", draft.given.trim() ? undefined : missing)}
          autoFocus
        />
        <TextField
          label={t`Family name`}
          value={draft.family}
          onChange={(family) => set({ family })}
          error={fault("family", draft.family.trim() ? undefined : missing)}
        />
        <TextField
          label={t`Credentials`}
          optional
          placeholder="MD"
          value={draft.credentials}
          onChange={(credentials) => set({ credentials })}
        />
        <Select
          label={t`Role`}
          value={draft.role}
          onChange={(role) => set({ role })}
          choices={FIRST_ROLES.map((role) => ({ value: role, label: roleWord(role) }))}
        />
        <TextField
          label={t`Sign-in name`}
          value={draft.login}
          onChange={(login) => set({ login: login.toLowerCase(), loginTouched: true })}
          error={fault("login", draft.login.trim() ? undefined : missing)}
        />
        <TextField
          label={t`NPI`}
          optional
          inputClassName="code"
          value={draft.npi}
          onChange={(value) => set({ npi: value })}
          error={fault("npi", npi ?? undefined)}
        />
      </div>
      <NewPassphrase
        state={passphrase}
        label={t`Passphrase`}
        error={fault("passphrase", passphrase.strength === "short" ? t`At least ten characters.` : undefined)}
      />
      {tried && !passphrase.ready && passphrase.strength !== "short" && (
        <Notice tone="warning" announce>
          <Trans>Type the same passphrase twice.</Trans>
        </Notice>
      )}
      {status.keychain !== "unavailable" && (
        <Checkbox
          isSelected={draft.keychain}
          onChange={(keychain) => set({ keychain })}
          hint={status.keychain_note ?? t`Everyone still signs in with their own passphrase.`}
        >
          <Trans>Keep this device's key in the system keychain</Trans>
        </Checkbox>
      )}
      {error && !error.field && (
        <Notice tone="problem" announce>
          {error.message}
        </Notice>
      )}
      <div className={styles.buttons}>
        <Button onPress={onBack}>
          <Trans>Back</Trans>
        </Button>
        <Button type="submit" variant="primary" keys="Enter" isPending={busy}>
          <Trans>Create the practice</Trans>
        </Button>
      </div>
    </form>
  );
}
