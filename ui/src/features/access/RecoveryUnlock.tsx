import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { queryClient } from "../../api/queryClient";
import { useAct } from "../../api/useAct";
import { useStatus } from "../../app/session";
import { Button } from "../../components/Button";
import { NewPassphrase, useNewPassphrase } from "../../components/NewPassphrase";
import { Select } from "../../components/Select";
import { TextArea } from "../../components/TextField";
import styles from "./access.module.css";

/** The words of a recovery sheet as typed or pasted: numbers, commas and line breaks do not matter. */
export function wordsIn(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter(Boolean);
}

/** Opens the record with the printed recovery key and gives one person a new passphrase. */
export default function RecoveryUnlock({ login, onBack }: { login: string; onBack(): void }) {
  const { t } = useLingui();
  const status = useStatus();
  const unlock = useAct("unlock_with_recovery");
  const [who, setWho] = useState(login);
  const [text, setText] = useState("");
  const fresh = useNewPassphrase();
  const words = wordsIn(text);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!fresh.ready || words.length === 0) return;
    const session = await unlock.run({ login: who, words, new_passphrase: fresh.passphrase });
    if (session) await queryClient.refetchQueries({ queryKey: ["app_status"] });
  };

  return (
    <form onSubmit={(event) => void submit(event)} className={styles.form}>
      <p className={styles.lead}>
        <Trans>
          Type the words from the printed recovery sheet, in order. They open the record and let you choose a new
          passphrase.
        </Trans>
      </p>
      <Select
        label={t`For whom`}
        value={who}
        onChange={setWho}
        choices={status.users.map((user) => ({ value: user.login, label: user.display_name }))}
      />
      <TextArea
        label={t`Recovery words`}
        value={text}
        onChange={setText}
        rows={4}
        autoFocus
        spellCheck="false"
        autoComplete="off"
        description={t`${words.length} words`}
        error={unlock.error?.message}
      />
      <NewPassphrase state={fresh} label={t`New passphrase`} />
      <div className={styles.buttons}>
        <Button onPress={onBack}>
          <Trans>Back</Trans>
        </Button>
        <Button type="submit" variant="primary" isPending={unlock.busy} isDisabled={!fresh.ready || words.length === 0}>
          <Trans>Unlock and keep the new passphrase</Trans>
        </Button>
      </div>
    </form>
  );
}
