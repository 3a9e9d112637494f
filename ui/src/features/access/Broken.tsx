import { Trans } from "@lingui/react/macro";
import { CircleAlert } from "lucide-react";
import { queryClient } from "../../api/queryClient";
import { useStatus } from "../../app/session";
import { Button } from "../../components/Button";
import { Logo } from "../../components/Logo";
import { Notice } from "../../components/States";
import styles from "./access.module.css";

/** The record could not be opened: why, and that it was left as it is. */
export default function Broken() {
  const { problem, version } = useStatus();
  return (
    <main className={styles.screen}>
      <div className={styles.card}>
        <header className={styles.brand}>
          <Logo size={34} />
          <h1>Yarrow</h1>
        </header>
        <Notice tone="problem" icon={<CircleAlert aria-hidden />} announce>
          <p>
            <b>
              <Trans>The record on this device could not be opened.</Trans>
            </b>
          </p>
          <p>{problem}</p>
          <p>
            <Trans>Nothing was changed or deleted.</Trans>
          </p>
        </Notice>
        <footer className={styles.foot}>
          <span className="num">Yarrow {version}</span>
          <Button variant="primary" onPress={() => void queryClient.refetchQueries({ queryKey: ["app_status"] })}>
            <Trans>Try again</Trans>
          </Button>
        </footer>
      </div>
    </main>
  );
}
