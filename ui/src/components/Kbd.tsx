import { capsOf } from "../app/commands/keys";
import styles from "./Kbd.module.css";

interface KbdProps {
  /** Keys as declared: "Mod+K", "G P". */
  keys: string;
  /** Not read aloud, because the control it sits in says what it does. */
  decorative?: boolean;
  /** One cap for the chord ("Ctrl K"), as in fields and menus; or one per key, as in help. */
  split?: boolean;
}

export function Kbd({ keys, decorative, split }: KbdProps) {
  const caps = capsOf(keys);
  if (!split) {
    return (
      <kbd className={styles.kbd} aria-hidden={decorative || undefined}>
        {caps.join(" ")}
      </kbd>
    );
  }
  return (
    <span className={styles.group} aria-hidden={decorative || undefined}>
      {caps.map((cap, at) => (
        <kbd className={styles.kbd} key={at}>
          {cap}
        </kbd>
      ))}
    </span>
  );
}
