import { Trans, useLingui } from "@lingui/react/macro";
import type { FormEvent } from "react";
import type { Practitioner } from "../../api/bindings";
import { useAct } from "../../api/useAct";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { NewPassphrase, useNewPassphrase } from "../../components/NewPassphrase";
import { toast } from "../../components/toasts";
import styles from "./settings.module.css";

/** A new passphrase for someone who lost theirs. */
export function ResetPassphrase({ person, onClose }: { person: Practitioner; onClose(): void }) {
  const { t } = useLingui();
  const act = useAct("reset_passphrase");
  const fresh = useNewPassphrase();
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (!fresh.ready) return;
    if (!(await act.run({ login: person.login, passphrase: fresh.passphrase }))) return;
    toast({ text: t`${person.display_name} has a new passphrase` });
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`New passphrase`}
      subtitle={person.display_name}
      footer={
        <>
          <Button onPress={onClose} keys="Escape">
            <Trans>Cancel</Trans>
          </Button>
          <Button variant="primary" isDisabled={!fresh.ready} isPending={act.busy} onPress={() => void submit()}>
            <Trans>Set it</Trans>
          </Button>
        </>
      }
    >
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <p className={styles.hint}>
          <Trans>
            The old one stops working at once. Say the new one in person, and ask them to change it. This is written to
            the audit log.
          </Trans>
        </p>
        <NewPassphrase state={fresh} label={t`New passphrase`} error={act.error?.message} />
        <input type="submit" hidden />
      </form>
    </Dialog>
  );
}
