import { Trans } from "@lingui/react/macro";
import type { ReactNode, Ref } from "react";
import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
} from "react-aria-components";
import { cx } from "./cx";
import styles from "./Field.module.css";

export interface TextFieldProps extends Omit<AriaTextFieldProps, "children" | "className"> {
  label: ReactNode;
  /** Hides the label from sight, not from screen readers. */
  hideLabel?: boolean;
  optional?: boolean;
  description?: ReactNode;
  /** A sentence; its presence makes the field invalid. */
  error?: ReactNode;
  placeholder?: string;
  prefix?: ReactNode;
  suffix?: ReactNode;
  className?: string;
  inputClassName?: string;
  inputRef?: Ref<HTMLInputElement>;
}

export function TextField({
  label,
  hideLabel,
  optional,
  description,
  error,
  placeholder,
  prefix,
  suffix,
  className,
  inputClassName,
  inputRef,
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField
      {...rest}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={cx(styles.field, className)}
    >
      <FieldLabel hide={hideLabel} optional={optional}>
        {label}
      </FieldLabel>
      <div className={styles.box}>
        {prefix}
        <Input ref={inputRef ?? null} placeholder={placeholder} className={inputClassName ?? ""} />
        {suffix}
      </div>
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  );
}

export interface TextAreaProps extends Omit<TextFieldProps, "prefix" | "suffix" | "inputRef"> {
  rows?: number;
  areaRef?: Ref<HTMLTextAreaElement>;
}

export function TextArea({
  label,
  hideLabel,
  optional,
  description,
  error,
  placeholder,
  className,
  inputClassName,
  rows = 3,
  areaRef,
  ...rest
}: TextAreaProps) {
  return (
    <AriaTextField
      {...rest}
      isInvalid={Boolean(error)}
      validationBehavior="aria"
      className={cx(styles.field, className)}
    >
      <FieldLabel hide={hideLabel} optional={optional}>
        {label}
      </FieldLabel>
      <div className={cx(styles.box, styles.area)}>
        <AriaTextArea ref={areaRef ?? null} rows={rows} placeholder={placeholder} className={inputClassName ?? ""} />
      </div>
      <FieldNotes description={description} error={error} />
    </AriaTextField>
  );
}

/** The label line above a control. */
export function FieldLabel({ children, hide, optional }: { children: ReactNode; hide?: boolean; optional?: boolean }) {
  return (
    <Label className={hide ? "vh" : (styles.label ?? "")}>
      {children}
      {optional && (
        <span className={styles.optional}>
          <Trans>optional</Trans>
        </span>
      )}
    </Label>
  );
}

/** The hint and the fault below a control. */
export function FieldNotes({ description, error }: { description?: ReactNode; error?: ReactNode }) {
  return (
    <>
      {description && !error && (
        <Text slot="description" className={styles.hint ?? ""}>
          {description}
        </Text>
      )}
      {error && <FieldError className={styles.error ?? ""}>{error}</FieldError>}
    </>
  );
}
