import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, lazy, Suspense, useEffect, useRef, useState } from "react";
import type { SignInUser } from "../../api/bindings";
import { queryClient } from "../../api/queryClient";
import { useAct } from "../../api/useAct";
import { useStatus } from "../../app/session";
import { Button } from "../../components/Button";
import { Logo } from "../../components/Logo";
import { PassphraseField } from "../../components/PassphraseField";
import { roleWord } from "../../components/roles";
import { Notice } from "../../components/States";
import styles from "./access.module.css";
import { PeoplePicker } from "./PeoplePicker";

const RecoveryUnlock = lazy(() => import("./RecoveryUnlock"));

/** Who was here last on this device, in memory only. */
let lastLogin: string | null = null;

/** The lock screen: choose a person with the arrows, type, Enter. */
export function SignIn() {
  const { t } = useLingui();
  const status = useStatus();
  const unlock = useAct("unlock");
  const users = status.users;
  const [login, setLogin] = useState(
    () => users.find((user) => user.login === lastLogin)?.login ?? users[0]?.login ?? "",
  );
  const [passphrase, setPassphrase] = useState("");
  const [recovering, setRecovering] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const person = users.find((user) => user.login === login);

  useEffect(() => {
    document.title = "Yarrow";
  }, []);

  const enter = async (event?: FormEvent) => {
    event?.preventDefault();
    if (!passphrase) return;
    const session = await unlock.run({ login, passphrase });
    setPassphrase("");
    if (session) {
      lastLogin = login;
      await queryClient.refetchQueries({ queryKey: ["app_status"] });
    } else field.current?.focus();
  };

  const choose = (user: SignInUser) => {
    setLogin(user.login);
    unlock.clear();
  };

  return (
    <main className={styles.screen}>
      <div className={styles.card}>
        <header className={styles.brand}>
          <Logo size={34} />
          <h1>
            Yarrow
            {status.practice_name && <span> · {status.practice_name}</span>}
          </h1>
          {status.demo && (
            <span className={styles.demo}>
              <Trans>DEMO</Trans>
            </span>
          )}
        </header>
        {recovering ? (
          <Suspense>
            <RecoveryUnlock login={login} onBack={() => setRecovering(false)} />
          </Suspense>
        ) : (
          <form onSubmit={(event) => void enter(event)} className={styles.form}>
            <PeoplePicker users={users} value={login} onChoose={choose} field={field} />
            {person && (
              <p className={styles.who}>
                <b>{person.display_name}</b> <span>{roleWord(person.role)}</span>
              </p>
            )}
            <div className={styles.unlockRow}>
              <PassphraseField
                label={t`Passphrase`}
                value={passphrase}
                onChange={setPassphrase}
                inputRef={field}
                autoFocus
                error={unlock.error?.message}
              />
              <Button
                type="submit"
                variant="primary"
                size="large"
                keys="Enter"
                isPending={unlock.busy}
                isDisabled={!passphrase}
              >
                <Trans>Unlock</Trans>
              </Button>
            </div>
            {status.demo_passphrase && (
              <Notice>
                <Trans>
                  This practice is made up. Everyone's passphrase is{" "}
                  <code className="code">{status.demo_passphrase}</code>
                </Trans>
              </Notice>
            )}
          </form>
        )}
        {!recovering && (
          <footer className={styles.foot}>
            <span>
              <Trans>Works without internet.</Trans>
            </span>
            <Button variant="quiet" size="small" onPress={() => setRecovering(true)}>
              <Trans>Forgot it? Use the recovery key</Trans>
            </Button>
          </footer>
        )}
      </div>
      {!recovering && (
        <p className={styles.keys}>
          <Trans>Arrow up and down choose the person.</Trans>
        </p>
      )}
    </main>
  );
}
