import type { ReactNode, Ref } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Tooltip,
  TooltipTrigger,
} from "react-aria-components";
import styles from "./Button.module.css";
import { cx } from "./cx";
import { Kbd } from "./Kbd";

export interface ButtonProps extends Omit<AriaButtonProps, "children" | "className"> {
  /** primary marks the one main action of a screen; danger is for what a red card or an erasure asks. */
  variant?: "primary" | "secondary" | "quiet" | "danger";
  size?: "small" | "normal" | "large";
  icon?: ReactNode;
  /** The keys that do the same, as declared in the registry: "Mod+Enter". */
  keys?: string;
  className?: string;
  children?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant = "secondary",
  size = "normal",
  icon,
  keys,
  isPending,
  className,
  children,
  ...rest
}: ButtonProps) {
  // Not React Aria's own pending state: it announces by an element that names nothing. A second press is ignored by useAct.
  return (
    <AriaButton
      {...rest}
      data-pending={isPending || undefined}
      className={cx(styles.button, styles[variant], styles[size], className)}
    >
      {icon}
      {children !== undefined && <span className={styles.label}>{children}</span>}
      {keys && <Kbd keys={keys} decorative />}
    </AriaButton>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, "children" | "className"> {
  /** What it does: read aloud, and shown on hover and focus. */
  label: string;
  icon: ReactNode;
  keys?: string;
  className?: string;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ label, icon, keys, className, ...rest }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={60}>
      <AriaButton {...rest} aria-label={label} className={cx(styles.iconButton, className)}>
        {icon}
      </AriaButton>
      <Tooltip className={styles.tooltip ?? ""} offset={6}>
        {label}
        {keys && <Kbd keys={keys} decorative />}
      </Tooltip>
    </TooltipTrigger>
  );
}
