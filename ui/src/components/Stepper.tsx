import { useLingui } from "@lingui/react/macro";
import { Minus, Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Button, Group, Input, NumberField } from "react-aria-components";
import { cx } from "./cx";
import field from "./Field.module.css";
import styles from "./Stepper.module.css";
import { FieldLabel } from "./TextField";

interface StepperProps {
  label: ReactNode;
  /** NaN shows an empty field. */
  value: number;
  onChange: (value: number) => void;
  min?: number;
  max?: number;
  /** Decimal places that may be typed. */
  decimals?: number;
  className?: string;
}

/** A number with minus and plus, typed or stepped with the arrow keys. */
export function Stepper({ label, value, onChange, min = 0, max, decimals = 0, className }: StepperProps) {
  const { t } = useLingui();
  return (
    <NumberField
      value={value}
      onChange={onChange}
      minValue={min}
      maxValue={max}
      formatOptions={{ maximumFractionDigits: decimals, useGrouping: false }}
      decrementAriaLabel={t`Less`}
      incrementAriaLabel={t`More`}
      className={cx(field.field, className)}
    >
      <FieldLabel>{label}</FieldLabel>
      <Group className={cx(field.box, styles.box)}>
        <Input className={styles.input ?? ""} />
        <Button slot="decrement" className={styles.step ?? ""}>
          <Minus aria-hidden />
        </Button>
        <Button slot="increment" className={styles.step ?? ""}>
          <Plus aria-hidden />
        </Button>
      </Group>
    </NumberField>
  );
}
