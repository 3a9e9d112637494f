import { ChevronDown } from "lucide-react";
import { type ReactNode, type Ref, useState } from "react";
import {
  ComboBox as AriaComboBox,
  Button,
  Input,
  type Key,
  ListBox,
  ListBoxItem,
  Popover,
} from "react-aria-components";
import { cx } from "./cx";
import styles from "./Field.module.css";
import list from "./List.module.css";
import { FieldLabel, FieldNotes } from "./TextField";

export interface ComboBoxProps<T> {
  label: ReactNode;
  hideLabel?: boolean;
  optional?: boolean;
  /** What the backend answered to the text as it stands; see useSearch. Never filtered again here. */
  items: readonly T[];
  keyOf(item: T): string;
  textOf(item: T): string;
  /** How a row looks, when it is more than its text. */
  render?(item: T): ReactNode;
  text: string;
  onText(text: string): void;
  /** The person chose a row: Enter, click, or Tab on the highlighted one. */
  onChoose(item: T): void;
  /** Enter with no row highlighted: keep the typed words. */
  onFreeText?(text: string): void;
  placeholder?: string;
  prefix?: ReactNode;
  suffix?: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
  /** Shown in the list when nothing matched. */
  empty?: ReactNode;
  autoFocus?: boolean;
  className?: string;
  inputRef?: Ref<HTMLInputElement>;
  isDisabled?: boolean;
}

/** A field that searches while one types. The list belongs to the backend; this only shows it. */
export function ComboBox<T>(props: ComboBoxProps<T>) {
  const {
    label,
    hideLabel,
    optional,
    items,
    keyOf,
    textOf,
    render,
    text,
    onText,
    onChoose,
    onFreeText,
    placeholder,
    prefix,
    suffix,
    description,
    error,
    empty,
    autoFocus,
    className,
    inputRef,
    isDisabled,
  } = props;
  const [focused, setFocused] = useState(false);
  return (
    <AriaComboBox
      inputValue={text}
      onInputChange={(next) => {
        if (next !== text) onText(next);
      }}
      value={null}
      onChange={(key: Key | null) => {
        const chosen = items.find((item) => keyOf(item) === key);
        if (chosen) onChoose(chosen);
        else if (key === null && focused && text.trim()) onFreeText?.(text);
      }}
      items={items.map((item) => ({ id: keyOf(item), item }))}
      defaultFilter={() => true}
      allowsCustomValue
      allowsEmptyCollection={Boolean(empty) && text.trim().length > 0}
      menuTrigger="input"
      isInvalid={Boolean(error)}
      isDisabled={isDisabled ?? false}
      onFocusChange={setFocused}
      className={cx(styles.field, className)}
    >
      <FieldLabel hide={hideLabel} optional={optional}>
        {label}
      </FieldLabel>
      <div className={styles.box}>
        {prefix}
        <Input
          ref={inputRef ?? null}
          placeholder={placeholder}
          autoFocus={autoFocus}
          autoComplete="off"
          spellCheck={false}
        />
        {suffix}
        <Button className={styles.trigger ?? ""}>
          <ChevronDown aria-hidden />
        </Button>
      </div>
      <FieldNotes description={description} error={error} />
      <Popover className={list.popover ?? ""} offset={4}>
        <ListBox<{ id: string; item: T }>
          className={list.list ?? ""}
          data-popup
          renderEmptyState={() => <div className={list.empty}>{empty}</div>}
        >
          {({ id, item }) => (
            <ListBoxItem id={id} textValue={textOf(item)} className={list.item ?? ""}>
              {render ? render(item) : textOf(item)}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}
