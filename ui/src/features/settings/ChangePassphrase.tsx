import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { useAct } from "../../api/useAct";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { NewPassphrase, useNewPassphrase } from "../../components/NewPassphrase";
import { PassphraseField } from "../../components/PassphraseField";
import { Notice } from "../../components/States";
import { toast } from "../../components/toasts";
import styles from "./settings.module.css";

export function ChangePassphrase({ open, onClose }: { open: boolean; onClose(): void }) {
  return open ? <Form onClose={onClose} /> : null;
}

function Form({ onClose }: { onClose(): void }) {
  const { t } = useLingui();
  const act = useAct("change_passphrase");
  const [current, setCurrent] = useState("");
  const fresh = useNewPassphrase();
  const ready = current !== "" && fresh.ready;
  const wrong = act.error?.field === "current" ? act.error.message : undefined;

  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (!ready) return;
    if (!(await act.run({ current, next: fresh.passphrase }))) return;
    toast({ text: t`Your passphrase is changed` });
    onClose();
  };

  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Change my passphrase`}
      footer={
        <>
          <Button onPress={onClose} keys="Escape">
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" isDisabled={!ready} isPending={act.busy} onPress={() => void submit()}>
            <Trans>Change it</Trans>
          </Button>
        </>
      }
    >
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <PassphraseField label={t`Present passphrase`} value={current} onChange={setCurrent} error={wrong} autoFocus />
        <NewPassphrase state={fresh} label={t`New passphrase`} />
        {act.error && !wrong && (
          <Notice tone="problem" announce>
            {act.error.message}
          </Notice>
        )}
        <input type="submit" hidden />
      </form>
    </Dialog>
  );
}
