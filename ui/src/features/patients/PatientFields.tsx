import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { AdministrativeGender } from "../../api/bindings";
import { useStatus } from "../../app/session";
import { Button } from "../../components/Button";
import { partialText } from "../../components/dates";
import { Select } from "../../components/Select";
import { TextField } from "../../components/TextField";
import { partialDateOf } from "./birthDate";
import { genderWord } from "./genders";
import type { PatientDraft } from "./patientDraft";
import styles from "./patients.module.css";

const GENDERS: readonly AdministrativeGender[] = ["female", "male", "other", "unknown"];

interface PatientFieldsProps {
  draft: PatientDraft;
  onChange(part: Partial<PatientDraft>): void;
  faults: Partial<Record<keyof PatientDraft, string>>;
}

type TextKey = Exclude<keyof PatientDraft, "gender">;

/** The four fields that identify a person first; the rest is one key away. */
export function PatientFields({ draft, onChange, faults }: PatientFieldsProps) {
  const { t } = useLingui();
  const { today } = useStatus();
  const filled = [
    draft.middle,
    draft.suffix,
    draft.preferred_name,
    draft.previous_family,
    draft.phone_alt,
    draft.line1,
  ].some(Boolean);
  const [more, setMore] = useState(filled);
  const birth = partialDateOf(draft.birth_date, today);

  const field = (key: TextKey) => ({
    value: draft[key],
    onChange: (value: string) => onChange({ [key]: value }),
    error: faults[key],
  });

  return (
    <div className={styles.form}>
      <div className={styles.grid}>
        <TextField label={t`Family name`} {...field("family")} autoFocus={!draft.family} className={styles.half} />
        <TextField
          label={t`Given name`}
          {...field("given")}
          autoFocus={Boolean(draft.family)}
          className={styles.half}
        />
        <TextField
          label={t`Birth date`}
          {...field("birth_date")}
          placeholder="3/14/1959"
          className={styles.third}
          description={birth ? partialText(birth) : undefined}
        />
        <Select
          label={t`Sex`}
          choices={GENDERS.map((gender) => ({ value: gender, label: genderWord(gender) }))}
          value={draft.gender}
          onChange={(gender) => onChange({ gender })}
          error={faults.gender}
          placeholder={t`Choose`}
          className={styles.third}
        />
        <TextField label={t`Phone`} optional type="tel" {...field("phone")} className={styles.third} />
        <TextField label={t`Pronouns`} optional {...field("pronouns")} className={styles.third} />
        <TextField label={t`Language`} optional {...field("language")} className={styles.third} />
        <TextField label={t`Email`} optional type="email" {...field("email")} className={styles.third} />
        {more && (
          <>
            <TextField label={t`Preferred name`} optional {...field("preferred_name")} className={styles.third} />
            <TextField label={t`Middle name`} optional {...field("middle")} className={styles.third} />
            <TextField label={t`Suffix`} optional placeholder="Jr" {...field("suffix")} className={styles.third} />
            <TextField label={t`Previous family name`} optional {...field("previous_family")} className={styles.half} />
            <TextField label={t`Second phone`} optional type="tel" {...field("phone_alt")} className={styles.half} />
            <TextField label={t`Street address`} optional {...field("line1")} className={styles.half} />
            <TextField label={t`Apartment, unit`} optional {...field("line2")} className={styles.half} />
            <TextField label={t`City`} optional {...field("city")} className={styles.third} />
            <TextField label={t`State`} optional placeholder="OR" {...field("state")} className={styles.third} />
            <TextField label={t`ZIP code`} optional {...field("postal_code")} className={styles.third} />
          </>
        )}
      </div>
      {!more && (
        <div className={styles.more}>
          <Button variant="quiet" size="small" onPress={() => setMore(true)}>
            <Trans>Address, preferred name and more</Trans>
          </Button>
        </div>
      )}
    </div>
  );
}
