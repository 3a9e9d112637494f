import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import { useAct } from "../../api/useAct";
import { Button } from "../../components/Button";
import { Dialog } from "../../components/Dialog";
import { PassphraseField } from "../../components/PassphraseField";
import { useQuestion } from "./reauthentication";

/** Asks for the passphrase before something that must surely be you. The command that asked is then repeated. */
export function Reauthenticate() {
  const question = useQuestion();
  if (!question) return null;
  return <Question onSettle={question.settle} />;
}

function Question({ onSettle }: { onSettle(given: boolean): void }) {
  const { t } = useLingui();
  const act = useAct("reauthenticate");
  const [passphrase, setPassphrase] = useState("");

  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (!passphrase) return;
    if (await act.run({ passphrase })) onSettle(true);
    else setPassphrase("");
  };

  return (
    <Dialog
      open
      onClose={() => onSettle(false)}
      size="small"
      title={t`Confirm that it is you`}
      footer={
        <>
          <Button onPress={() => onSettle(false)} keys="Escape">
            <Trans>Cancel</Trans>
          </Button>
          <Button
            variant="primary"
            keys="Enter"
            isPending={act.busy}
            isDisabled={!passphrase}
            onPress={() => void submit()}
          >
            <Trans>Confirm</Trans>
          </Button>
        </>
      }
    >
      <form onSubmit={(event) => void submit(event)}>
        <PassphraseField
          label={t`Your passphrase`}
          value={passphrase}
          onChange={setPassphrase}
          error={act.error?.message}
          autoFocus
        />
      </form>
    </Dialog>
  );
}
