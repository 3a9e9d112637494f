import { Check } from "lucide-react";
import type { ReactNode } from "react";
import {
  Checkbox as AriaCheckbox,
  Radio as AriaRadio,
  RadioGroup as AriaRadioGroup,
  Switch as AriaSwitch,
  type CheckboxProps,
  type SwitchProps,
} from "react-aria-components";
import { cx } from "./cx";
import styles from "./Field.module.css";
import type { Choice } from "./Select";
import { FieldLabel, FieldNotes } from "./TextField";

interface Words {
  children: ReactNode;
  hint?: ReactNode;
}

function CheckText({ children, hint }: Words) {
  return (
    <span className={styles.checkText}>
      <span>{children}</span>
      {hint && <span className={styles.hint}>{hint}</span>}
    </span>
  );
}

export function Checkbox({ children, hint, ...rest }: Omit<CheckboxProps, "children" | "className"> & Words) {
  return (
    <AriaCheckbox {...rest} className={styles.check ?? ""}>
      <span className={styles.tick} aria-hidden>
        <Check strokeWidth={3} />
      </span>
      <CheckText hint={hint}>{children}</CheckText>
    </AriaCheckbox>
  );
}

export function Switch({ children, hint, ...rest }: Omit<SwitchProps, "children" | "className"> & Words) {
  return (
    <AriaSwitch {...rest} className={styles.check ?? ""}>
      <span className={styles.track} aria-hidden />
      <CheckText hint={hint}>{children}</CheckText>
    </AriaSwitch>
  );
}

interface RadioGroupProps<V extends string> {
  label: ReactNode;
  hideLabel?: boolean;
  choices: readonly Choice<V>[];
  value: V | null;
  onChange(value: V): void;
  row?: boolean;
  description?: ReactNode;
  error?: ReactNode;
}

export function RadioGroup<V extends string>({
  label,
  hideLabel,
  choices,
  value,
  onChange,
  row,
  description,
  error,
}: RadioGroupProps<V>) {
  return (
    <AriaRadioGroup
      value={value}
      onChange={(next) => onChange(next as V)}
      isInvalid={Boolean(error)}
      className={styles.field ?? ""}
    >
      <FieldLabel hide={hideLabel}>{label}</FieldLabel>
      <div className={cx(styles.group, row && styles.row)}>
        {choices.map((choice) => (
          <AriaRadio key={choice.value} value={choice.value} className={styles.check ?? ""}>
            <span className={styles.dot} aria-hidden />
            <CheckText hint={choice.hint}>{choice.label}</CheckText>
          </AriaRadio>
        ))}
      </div>
      <FieldNotes description={description} error={error} />
    </AriaRadioGroup>
  );
}
