import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { useAct } from "../../api/useAct";
import { sessionEnded } from "../../app/lock";
import { useStatus } from "../../app/session";
import { Button } from "../../components/Button";
import { Notice } from "../../components/States";
import { TextField } from "../../components/TextField";
import { Part } from "./Part";
import styles from "./settings.module.css";

/** Taking the demo away: the one thing here that cannot be undone, so its name is typed. */
export function DemoSection() {
  const { t } = useLingui();
  const { practice_name } = useStatus();
  const act = useAct("remove_demo");
  const [typed, setTyped] = useState("");
  const right = practice_name !== null && typed.trim() === practice_name;
  const remove = async (event?: FormEvent) => {
    event?.preventDefault();
    if (right && (await act.run({ confirm: typed.trim() }))) await sessionEnded();
  };
  return (
    <Part title={<Trans>Remove the demo</Trans>}>
      <form className={styles.form} onSubmit={(event) => void remove(event)}>
        <p>
          <Trans>
            All made-up patients, notes and people are deleted from this device, and Yarrow starts as on its first day.
            This cannot be undone.
          </Trans>
        </p>
        <TextField
          label={t`Type the practice's name to confirm: ${practice_name ?? ""}`}
          value={typed}
          onChange={setTyped}
        />
        {act.error && (
          <Notice tone="problem" announce>
            {act.error.message}
          </Notice>
        )}
        <div>
          <Button type="submit" variant="danger" isDisabled={!right} isPending={act.busy}>
            <Trans>Remove the demo</Trans>
          </Button>
        </div>
      </form>
    </Part>
  );
}
