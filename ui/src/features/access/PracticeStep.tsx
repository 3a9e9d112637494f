import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { Button } from "../../components/Button";
import { TextField } from "../../components/TextField";
import { TimeZoneSelect } from "../../components/TimeZoneSelect";
import styles from "./access.module.css";

export interface PracticeDraft {
  name: string;
  timeZone: string;
}

export function practiceDraft(): PracticeDraft {
  return { name: "", timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone || "America/New_York" };
}

interface PracticeStepProps {
  draft: PracticeDraft;
  onChange(draft: PracticeDraft): void;
  onBack(): void;
  onNext(): void;
}

export function PracticeStep({ draft, onChange, onBack, onNext }: PracticeStepProps) {
  const { t } = useLingui();
  const [tried, setTried] = useState(false);
  const missing = draft.name.trim() === "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!missing) onNext();
  };
  return (
    <form onSubmit={submit} className={styles.form}>
      <TextField
        label={t`Practice name`}
        description={t`As it should stand on prescriptions. Address and phone follow in Settings.`}
        value={draft.name}
        onChange={(name) => onChange({ ...draft, name })}
        error={tried && missing ? t`A practice needs a name.` : undefined}
        autoFocus
      />
      <TimeZoneSelect value={draft.timeZone} onChange={(timeZone) => onChange({ ...draft, timeZone })} />
      <div className={styles.buttons}>
        <Button onPress={onBack}>
          <Trans>Back</Trans>
        </Button>
        <Button type="submit" variant="primary" keys="Enter">
          <Trans>Next</Trans>
        </Button>
      </div>
    </form>
  );
}
