import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { RecoveryKey } from "../../api/bindings";
import { queryClient } from "../../api/queryClient";
import { useAct } from "../../api/useAct";
import { useStatus } from "../../app/session";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { ConfirmWordsStep, RecoveryStep } from "../../components/RecoverySteps";
import { Notice } from "../../components/States";
import { toast } from "../../components/toasts";
import { Part } from "./Part";

/** The words that open the record when every passphrase is lost: a new sheet when the old one is. */
export function RecoveryPart() {
  const { t } = useLingui();
  const { recovery_pending: pending } = useStatus();
  const renew = useAct("new_recovery_key");
  const [made, setMade] = useState<RecoveryKey | null>(null);
  const [asking, setAsking] = useState(false);

  const make = async () => {
    const next = await renew.run({});
    if (!next) return;
    setAsking(false);
    setMade(next);
  };
  const close = () => {
    setMade(null);
    setAsking(false);
    void queryClient.refetchQueries({ queryKey: ["app_status"] });
  };

  return (
    <Part
      title={<Trans>Recovery key</Trans>}
      hint={<Trans>Twelve words on paper that open the record when every passphrase is lost.</Trans>}
      action={
        <Button onPress={() => void make()} isPending={renew.busy}>
          <Trans>Make a new one</Trans>
        </Button>
      }
    >
      {pending && (
        <Notice tone="warning">
          <Trans>
            Two words of the sheet were never typed back, so nobody knows whether it can be read. Make a new one now.
          </Trans>
        </Notice>
      )}
      {renew.error && (
        <Notice tone="problem" announce>
          {renew.error.message}
        </Notice>
      )}
      {made && (
        <Dialog
          open
          onClose={close}
          size="wide"
          title={t`New recovery key`}
          subtitle={t`The old sheet no longer opens anything`}
        >
          {asking ? (
            <ConfirmWordsStep
              recovery={made}
              onBack={() => setAsking(false)}
              onDone={() => {
                close();
                toast({ text: t`The recovery key is confirmed` });
              }}
            />
          ) : (
            <RecoveryStep recovery={made} onNext={() => setAsking(true)} />
          )}
        </Dialog>
      )}
    </Part>
  );
}
