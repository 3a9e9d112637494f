import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import {
  Select as AriaSelect,
  Button,
  type Key,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from "react-aria-components";
import { cx } from "./cx";
import styles from "./Field.module.css";
import list from "./List.module.css";
import { FieldLabel, FieldNotes } from "./TextField";

export interface Choice<V extends string = string> {
  value: V;
  label: string;
  hint?: string;
}

export interface SelectProps<V extends string> {
  label: ReactNode;
  hideLabel?: boolean;
  optional?: boolean;
  choices: readonly Choice<V>[];
  value: V | null;
  onChange(value: V): void;
  description?: ReactNode;
  error?: ReactNode;
  placeholder?: string;
  isDisabled?: boolean;
  className?: string;
}

export function Select<V extends string>({
  label,
  hideLabel,
  optional,
  choices,
  value,
  onChange,
  description,
  error,
  placeholder,
  isDisabled,
  className,
}: SelectProps<V>) {
  return (
    <AriaSelect
      value={value}
      onChange={(key: Key | null) => key !== null && onChange(key as V)}
      isInvalid={Boolean(error)}
      isDisabled={isDisabled ?? false}
      placeholder={placeholder ?? " "}
      className={cx(styles.field, className)}
    >
      <FieldLabel hide={hideLabel} optional={optional}>
        {label}
      </FieldLabel>
      <Button className={cx(styles.box, styles.select)}>
        <SelectValue className={styles.value ?? ""}>
          {({ selectedText, defaultChildren }) => selectedText || defaultChildren}
        </SelectValue>
        <ChevronDown aria-hidden />
      </Button>
      <FieldNotes description={description} error={error} />
      <Popover className={list.popover ?? ""} offset={4}>
        <ListBox className={list.list ?? ""} data-popup>
          {choices.map((choice) => (
            <ListBoxItem key={choice.value} id={choice.value} textValue={choice.label} className={list.item ?? ""}>
              <span className={list.main}>{choice.label}</span>
              {choice.hint && <span className={list.hint}>{choice.hint}</span>}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
