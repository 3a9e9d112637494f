import { Trans, useLingui } from "@lingui/react/macro";
import { Printer } from "lucide-react";
import { type FormEvent, lazy, Suspense, useState } from "react";
import type { Pdf, RecoveryKey } from "../api/bindings";
import { useAct } from "../api/useAct";
import { Button } from "./Button";
import { Checkbox } from "./Choice";
import styles from "./RecoverySteps.module.css";
import { Notice } from "./States";
import { TextField } from "./TextField";

const PdfPreview = lazy(() => import("./PdfPreview"));

/** Shows the recovery key once, and offers the sheet to print. */
export function RecoveryStep({ recovery, onNext }: { recovery: RecoveryKey; onNext(): void }) {
  const { t } = useLingui();
  const sheet = useAct("recovery_sheet_pdf");
  const [pdf, setPdf] = useState<Pdf | null>(null);
  const [kept, setKept] = useState(false);

  const show = async () => {
    const made = await sheet.run({});
    if (made) setPdf(made);
  };

  return (
    <div className={styles.form}>
      <p className={styles.lead}>
        <Trans>
          These words open the record when every passphrase is lost. Nobody else has them. Print them, and keep the
          sheet where you keep the deeds.
        </Trans>
      </p>
      <ol className={styles.words} aria-label={t`Recovery words`} translate="no">
        {recovery.words.map((word, at) => (
          <li key={at}>{word}</li>
        ))}
      </ol>
      {sheet.error && (
        <Notice tone="problem" announce>
          {sheet.error.message}
        </Notice>
      )}
      <Checkbox isSelected={kept} onChange={setKept}>
        <Trans>The words are on paper, not on this computer</Trans>
      </Checkbox>
      <div className={styles.buttons}>
        <Button icon={<Printer />} onPress={() => void show()} isPending={sheet.busy}>
          <Trans>Print the sheet</Trans>
        </Button>
        <Button variant="primary" isDisabled={!kept} onPress={onNext}>
          <Trans>Next</Trans>
        </Button>
      </div>
      {pdf && (
        <Suspense>
          <PdfPreview pdf={pdf} title={t`Recovery sheet`} onClose={() => setPdf(null)} />
        </Suspense>
      )}
    </div>
  );
}

/** Two of the words typed back prove that the sheet exists. */
export function ConfirmWordsStep({
  recovery,
  onBack,
  onDone,
}: {
  recovery: RecoveryKey;
  onBack(): void;
  onDone(): void;
}) {
  const { t } = useLingui();
  const confirm = useAct("confirm_recovery_words");
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const [one, two] = [recovery.ask[0] + 1, recovery.ask[1] + 1];
  const clean = (word: string) => word.trim().toLowerCase();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!clean(first) || !clean(second)) return;
    if (await confirm.run({ words: [clean(first), clean(second)] })) onDone();
  };

  return (
    <form onSubmit={(event) => void submit(event)} className={styles.form} autoComplete="off">
      <p className={styles.lead}>
        <Trans>Two words from your sheet, to be sure it can be read.</Trans>
      </p>
      <div className={styles.two}>
        <TextField label={t`Word ${one}`} value={first} onChange={setFirst} autoFocus spellCheck="false" />
        <TextField label={t`Word ${two}`} value={second} onChange={setSecond} spellCheck="false" />
      </div>
      {confirm.error && (
        <Notice tone="problem" announce>
          {confirm.error.message}
        </Notice>
      )}
      <div className={styles.buttons}>
        <Button onPress={onBack}>
          <Trans>Back</Trans>
        </Button>
        <Button
          type="submit"
          variant="primary"
          keys="Enter"
          isPending={confirm.busy}
          isDisabled={!clean(first) || !clean(second)}
        >
          <Trans>Finish</Trans>
        </Button>
      </div>
    </form>
  );
}
