import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import { call } from "../../api/call";
import { Button } from "../../components/Button";
import { lockNow } from "../lock";
import { useSession } from "../session";
import styles from "./AutoLock.module.css";
import { IdleClock } from "./idleClock";

const SIGNS_OF_LIFE = ["keydown", "pointerdown", "pointermove", "wheel"] as const;

/** Locks after the quiet time, and counts the last half minute down in a corner without taking the focus. */
export function AutoLock() {
  const { t } = useLingui();
  const { auto_lock_seconds } = useSession();
  const [left, setLeft] = useState<number | null>(null);

  useEffect(() => {
    const clock = new IdleClock(auto_lock_seconds, () => Date.now());
    const alive = () => {
      if (clock.active()) void call("touch", {}).catch(() => {});
      setLeft(null);
    };
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, alive, { capture: true, passive: true });
    const timer = setInterval(() => {
      const state = clock.tick();
      setLeft(state.countdown);
      if (state.expired) {
        clearInterval(timer);
        void lockNow();
      }
    }, 1_000);
    return () => {
      clearInterval(timer);
      for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, alive, { capture: true });
    };
  }, [auto_lock_seconds]);

  if (left === null) return null;
  return (
    <div className={styles.corner}>
      <span aria-hidden>
        <Trans>Locks in {left} s</Trans>
      </span>
      <span className="vh" role="status">
        {t`The screen will lock in half a minute. Press any key to stay.`}
      </span>
      <Button size="small" onPress={() => {}}>
        <Trans>Stay</Trans>
      </Button>
    </div>
  );
}
