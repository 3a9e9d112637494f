import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { CreatePractice, RecoveryKey } from "../../api/bindings";
import { useAct } from "../../api/useAct";
import { cx } from "../../components/cx";
import { Logo } from "../../components/Logo";
import { useNewPassphrase } from "../../components/NewPassphrase";
import { ConfirmWordsStep, RecoveryStep } from "../../components/RecoverySteps";
import { type AdminDraft, AdminStep, adminDraft } from "./AdminStep";
import styles from "./access.module.css";
import { DemoStep } from "./DemoStep";
import { type PracticeDraft, PracticeStep, practiceDraft } from "./PracticeStep";
import { WelcomeStep } from "./WelcomeStep";

type Step = "welcome" | "demo" | "practice" | "admin" | "recovery" | "confirm";

const NUMBERED: readonly Step[] = ["practice", "admin", "recovery", "confirm"];

/** The first minutes: a practice, its first person, and the recovery key. Back keeps everything typed. */
export default function FirstRun({ onDone }: { onDone(): void }) {
  const { t } = useLingui();
  const [step, setStep] = useState<Step>("welcome");
  const [practice, setPractice] = useState<PracticeDraft>(practiceDraft);
  const [admin, setAdmin] = useState<AdminDraft>(adminDraft);
  const passphrase = useNewPassphrase();
  const [key, setKey] = useState<RecoveryKey | null>(null);
  const create = useAct("create_practice");

  const makePractice = async () => {
    const request: CreatePractice = {
      practice_name: practice.name.trim(),
      time_zone: practice.timeZone,
      admin: {
        login: admin.login.trim(),
        given: admin.given.trim(),
        family: admin.family.trim(),
        credentials: admin.credentials.trim(),
        role: admin.role,
        npi: admin.npi.trim() || null,
      },
      passphrase: passphrase.passphrase,
      use_keychain: admin.keychain,
    };
    const made = await create.run(request);
    if (!made) return;
    setKey(made);
    setStep("recovery");
  };

  const names: Record<Step, string> = {
    welcome: "",
    demo: "",
    practice: t`Practice`,
    admin: t`You`,
    recovery: t`Recovery key`,
    confirm: t`Two words back`,
  };

  return (
    <main className={styles.screen}>
      <div className={cx(styles.card, styles.wideCard)}>
        <header className={styles.brand}>
          <Logo size={34} />
          <h1>{NUMBERED.includes(step) ? <Trans>Set up Yarrow</Trans> : "Yarrow"}</h1>
        </header>
        {NUMBERED.includes(step) && (
          <ol className={styles.steps}>
            {NUMBERED.map((one) => (
              <li key={one} aria-current={one === step ? "step" : undefined}>
                {names[one]}
              </li>
            ))}
          </ol>
        )}
        {step === "welcome" && <WelcomeStep onPractice={() => setStep("practice")} onDemo={() => setStep("demo")} />}
        {step === "demo" && <DemoStep onBack={() => setStep("welcome")} onDone={onDone} />}
        {step === "practice" && (
          <PracticeStep
            draft={practice}
            onChange={setPractice}
            onBack={() => setStep("welcome")}
            onNext={() => setStep("admin")}
          />
        )}
        {step === "admin" && (
          <AdminStep
            draft={admin}
            onChange={setAdmin}
            passphrase={passphrase}
            busy={create.busy}
            error={create.error}
            onBack={() => setStep("practice")}
            onNext={() => void makePractice()}
          />
        )}
        {step === "recovery" && key && <RecoveryStep recovery={key} onNext={() => setStep("confirm")} />}
        {step === "confirm" && key && (
          <ConfirmWordsStep recovery={key} onBack={() => setStep("recovery")} onDone={onDone} />
        )}
      </div>
    </main>
  );
}
