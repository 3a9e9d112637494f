import { type CalendarDate, parseDate } from "@internationalized/date";
import type { ReactNode } from "react";
import { DateInput as AriaDateInput, DateField, DateSegment } from "react-aria-components";
import { cx } from "./cx";
import styles from "./DateInput.module.css";
import field from "./Field.module.css";
import { FieldLabel } from "./TextField";

interface DateInputProps {
  label: ReactNode;
  /** "YYYY-MM-DD" or null. */
  value: string | null;
  onChange: (value: string | null) => void;
  className?: string;
}

function dateOf(value: string | null): CalendarDate | null {
  if (!value) return null;
  try {
    return parseDate(value);
  } catch {
    return null;
  }
}

/** A whole date typed part by part in the order the reader's language uses. */
export function DateInput({ label, value, onChange, className }: DateInputProps) {
  return (
    <DateField
      value={dateOf(value)}
      onChange={(next) => onChange(next ? next.toString() : null)}
      className={cx(field.field, className)}
    >
      <FieldLabel>{label}</FieldLabel>
      <AriaDateInput className={cx(field.box, styles.box)}>
        {(segment) => <DateSegment segment={segment} className={styles.segment ?? ""} />}
      </AriaDateInput>
    </DateField>
  );
}
