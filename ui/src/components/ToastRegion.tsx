import { useLingui } from "@lingui/react/macro";
import { X } from "lucide-react";
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as AriaToastContent,
  UNSTABLE_ToastRegion as AriaToastRegion,
  Text,
} from "react-aria-components";
import { Button, IconButton } from "./Button";
import { cx } from "./cx";
import styles from "./Toast.module.css";
import { toastQueue, undoAct } from "./toasts";

/** Where toasts appear: bottom left, away from the signing buttons. One in the whole app. */
export function ToastRegion() {
  const { t } = useLingui();
  return (
    <AriaToastRegion queue={toastQueue} className={styles.region ?? ""}>
      {({ toast }) => (
        <AriaToast toast={toast} className={cx(styles.toast, toast.content.tone === "warning" && styles.warning)}>
          <AriaToastContent className={styles.text ?? ""}>
            <Text slot="title">{toast.content.text}</Text>
          </AriaToastContent>
          {toast.content.undo && (
            <Button size="small" keys="Mod+Z" onPress={() => undoAct(toast.content)}>
              {t`Undo`}
            </Button>
          )}
          <IconButton slot="close" label={t`Dismiss`} icon={<X />} />
        </AriaToast>
      )}
    </AriaToastRegion>
  );
}
