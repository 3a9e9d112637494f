import { Trans, useLingui } from "@lingui/react/macro";
import { ArrowBigUp, Eye, EyeOff } from "lucide-react";
import { type ReactNode, type Ref, useState } from "react";
import { IconButton } from "./Button";
import styles from "./Passphrase.module.css";
import { TextField } from "./TextField";

interface PassphraseFieldProps {
  label: ReactNode;
  value: string;
  onChange(value: string): void;
  error?: ReactNode;
  description?: ReactNode;
  autoFocus?: boolean;
  /** A passphrase being chosen, rather than given. */
  fresh?: boolean;
  inputRef?: Ref<HTMLInputElement>;
  isDisabled?: boolean;
}

/** A passphrase, hidden unless asked for, that says when Caps Lock is on. */
export function PassphraseField({
  label,
  value,
  onChange,
  error,
  description,
  autoFocus,
  fresh,
  inputRef,
  isDisabled,
}: PassphraseFieldProps) {
  const { t } = useLingui();
  const [shown, setShown] = useState(false);
  const [caps, setCaps] = useState(false);
  return (
    <div
      onKeyUp={(event) => setCaps(event.getModifierState("CapsLock"))}
      onKeyDown={(event) => setCaps(event.getModifierState("CapsLock"))}
    >
      <TextField
        label={label}
        type={shown ? "text" : "password"}
        value={value}
        onChange={onChange}
        error={error}
        description={description}
        autoFocus={autoFocus ?? false}
        autoComplete={fresh ? "new-password" : "current-password"}
        isDisabled={isDisabled ?? false}
        inputRef={inputRef}
        suffix={
          <IconButton
            label={shown ? t`Hide passphrase` : t`Show passphrase`}
            icon={shown ? <EyeOff /> : <Eye />}
            onPress={() => setShown(!shown)}
            excludeFromTabOrder
            className={styles.eye}
          />
        }
      />
      {caps && (
        <p className={styles.caps} role="status">
          <ArrowBigUp aria-hidden />
          <Trans>Caps Lock is on</Trans>
        </p>
      )}
    </div>
  );
}
