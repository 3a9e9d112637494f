import { Trans } from "@lingui/react/macro";
import { Compass, Network, Sprout } from "lucide-react";
import { Button } from "react-aria-components";
import styles from "./access.module.css";

/** The three ways to begin. */
export function WelcomeStep({ onPractice, onDemo }: { onPractice(): void; onDemo(): void }) {
  return (
    <div className={styles.form}>
      <p className={styles.lead}>
        <Trans>
          An electronic medical record that lives on your own computer and works without internet. Setting up takes
          about four minutes.
        </Trans>
      </p>
      <div className={styles.choices}>
        <Button className={styles.choice ?? ""} onPress={onPractice} autoFocus>
          <Sprout aria-hidden />
          <div>
            <b>
              <Trans>Start a new practice</Trans>
            </b>
            <span>
              <Trans>An empty, encrypted record on this device.</Trans>
            </span>
          </div>
        </Button>
        <Button className={styles.choice ?? ""} onPress={onDemo}>
          <Compass aria-hidden />
          <div>
            <b>
              <Trans>Explore with made-up patients</Trans>
            </b>
            <span>
              <Trans>A demo practice, marked DEMO everywhere, removed in one step.</Trans>
            </span>
          </div>
        </Button>
        <Button className={styles.choice ?? ""} isDisabled>
          <Network aria-hidden />
          <div>
            <b>
              <Trans>Join an existing practice</Trans>
            </b>
            <span>
              <Trans>Comes with the practice server.</Trans>
            </span>
          </div>
        </Button>
      </div>
    </div>
  );
}
