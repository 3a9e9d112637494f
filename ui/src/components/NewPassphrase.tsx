import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { cx } from "./cx";
import styles from "./Passphrase.module.css";
import { PassphraseField } from "./PassphraseField";
import { type Strength, strengthOf, strengthWords } from "./strength";

interface NewPassphraseState {
  passphrase: string;
  again: string;
  setPassphrase(value: string): void;
  setAgain(value: string): void;
  /** Long enough and typed the same twice. */
  ready: boolean;
  strength: Strength;
}

export function useNewPassphrase(): NewPassphraseState {
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const strength = strengthOf(passphrase);
  return { passphrase, again, setPassphrase, setAgain, strength, ready: strength !== "short" && passphrase === again };
}

/** Choosing a passphrase: its strength in words, and typed twice. */
export function NewPassphrase({
  state,
  label,
  error,
}: {
  state: NewPassphraseState;
  label: ReactNode;
  error?: ReactNode;
}) {
  const { t } = useLingui();
  const differ =
    state.again.length > 0 && !state.passphrase.startsWith(state.again) && state.passphrase !== state.again;
  return (
    <>
      <PassphraseField
        label={label}
        value={state.passphrase}
        onChange={state.setPassphrase}
        fresh
        error={error}
        description={
          <span className={styles.strength}>
            <span className={cx(styles.meter, state.passphrase && styles[state.strength])} aria-hidden>
              <i />
              <i />
              <i />
            </span>
            <span aria-live="polite">
              {state.passphrase ? strengthWords(state.strength) : t`A sentence or four words. Spaces are fine.`}
            </span>
          </span>
        }
      />
      <PassphraseField
        label={t`The same again`}
        value={state.again}
        onChange={state.setAgain}
        fresh
        error={differ ? t`This differs from the first one.` : undefined}
      />
    </>
  );
}
