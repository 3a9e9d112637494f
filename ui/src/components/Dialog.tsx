import { useLingui } from "@lingui/react/macro";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { ModalContents, useLayer } from "../app/layers/layers";
import { IconButton } from "./Button";
import { cx } from "./cx";
import styles from "./Dialog.module.css";

export interface DialogProps {
  open: boolean;
  onClose(): void;
  title: ReactNode;
  /** A quiet line beside the title: for whom, about what. */
  subtitle?: ReactNode;
  size?: "small" | "normal" | "wide" | "page";
  /** The buttons, main one last. */
  footer?: ReactNode;
  /** alertdialog when something must be decided before going on. */
  role?: "dialog" | "alertdialog";
  /** A click outside closes it. Off for forms, where typed text would be lost. */
  dismissable?: boolean;
  scope?: string;
  className?: string;
  /** Nothing inside takes the focus, so the text itself must, to be scrolled by keys. */
  reading?: boolean;
  children: ReactNode;
}

/** A layer above the page. It holds the focus, gives it back, and closes on Escape through the one Escape stack. */
export function Dialog(props: DialogProps) {
  const { open, onClose, size = "normal", dismissable = false } = props;
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(next) => !next && onClose()}
      isDismissable={dismissable}
      isKeyboardDismissDisabled
      className={styles.overlay ?? ""}
    >
      <Modal className={cx(styles.modal, styles[size])}>
        <DialogContents {...props} />
      </Modal>
    </ModalOverlay>
  );
}

function DialogContents({ onClose, title, subtitle, footer, role, scope, className, reading, children }: DialogProps) {
  const { t } = useLingui();
  useLayer(true, onClose, true);
  return (
    <AriaDialog role={role ?? "dialog"} className={styles.dialog ?? ""} data-scope={scope}>
      <ModalContents>
        <header className={styles.header}>
          <Heading slot="title" className={styles.title ?? ""}>
            {title}
          </Heading>
          {subtitle && <span className={styles.subtitle}>{subtitle}</span>}
          <IconButton label={t`Close`} keys="Escape" icon={<X />} onPress={onClose} className={styles.close ?? ""} />
        </header>
        <div className={cx(styles.body, className)} tabIndex={reading ? 0 : undefined}>
          {children}
        </div>
        {footer && <footer className={styles.footer}>{footer}</footer>}
      </ModalContents>
    </AriaDialog>
  );
}
