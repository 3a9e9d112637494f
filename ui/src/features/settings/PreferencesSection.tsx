import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { sentenceOf } from "../../api/call";
import { queryClient } from "../../api/queryClient";
import { useAct } from "../../api/useAct";
import { type Preferences, usePreferences } from "../../app/preferences";
import { useSession, useStatus } from "../../app/session";
import { setTheme, useTheme } from "../../app/theme";
import { Button } from "../../components/Button";
import { RadioGroup, Switch } from "../../components/Choice";
import { Select } from "../../components/Select";
import { Notice } from "../../components/States";
import { type Locale, setLocale } from "../../i18n";
import { ChangePassphrase } from "./ChangePassphrase";
import { Part } from "./Part";
import styles from "./settings.module.css";

/** What one person sets for themselves here. */
export function PreferencesSection() {
  const { t, i18n } = useLingui();
  const preferences = usePreferences();
  const theme = useTheme();
  const status = useStatus();
  const session = useSession();
  const keychain = useAct("set_keychain");
  const [failed, setFailed] = useState<string | null>(null);
  const [changing, setChanging] = useState(false);

  const keep = <K extends keyof Preferences>(key: K, value: Preferences[K]) => {
    setFailed(null);
    preferences.set(key, value).catch((error: unknown) => setFailed(sentenceOf(error)));
  };
  const switchKeychain = async (on: boolean) => {
    await keychain.run({ on });
    await queryClient.refetchQueries({ queryKey: ["app_status"] });
  };

  return (
    <>
      {failed && (
        <Notice tone="problem" announce>
          {failed}
        </Notice>
      )}
      <Part title={t`Look`} hint={t`Colors and language belong to this device; the rest is yours.`}>
        <RadioGroup
          label={t`Colors`}
          row
          value={theme.choice}
          onChange={setTheme}
          choices={[
            { value: "system", label: t`As the system` },
            { value: "light", label: t`Light` },
            { value: "dark", label: t`Dark` },
          ]}
        />
        <Select<Locale>
          className={styles.narrow}
          label={t`Language`}
          value={i18n.locale === "es" ? "es" : "en"}
          onChange={(locale) => void setLocale(locale)}
          description={t`Spanish covers the frame so far; other texts are in English. The record itself is never translated.`}
          choices={[
            { value: "en", label: "English" },
            { value: "es", label: "Español" },
          ]}
        />
        <Switch
          isSelected={preferences.density === "comfortable"}
          onChange={(on) => keep("density", on ? "comfortable" : "dense")}
          hint={t`Taller rows and fields, for touch screens and tired eyes.`}
        >
          <Trans>Comfortable spacing</Trans>
        </Switch>
      </Part>
      <Part title={t`Keyboard`}>
        <Switch
          isSelected={preferences.single_letters}
          onChange={(on) => keep("single_letters", on)}
          hint={t`Keys such as J, K and E on a focused row. Switch off if you dictate or use speech control.`}
        >
          <Trans>Single-letter keys</Trans>
        </Switch>
      </Part>
      <Part
        title={t`Signing in`}
        hint={t`The screen locks after ${Math.round(session.auto_lock_seconds / 60)} minutes without activity.`}
        action={
          <Button onPress={() => setChanging(true)}>
            <Trans>Change my passphrase</Trans>
          </Button>
        }
      >
        <Switch
          isSelected={status.keychain === "on"}
          isDisabled={status.keychain === "unavailable" || keychain.busy}
          onChange={(on) => void switchKeychain(on)}
          hint={
            status.keychain_note ??
            t`Lets Yarrow open its record after a restart of this computer. Everyone still signs in with their own passphrase.`
          }
        >
          <Trans>Keep this device's key in the system keychain</Trans>
        </Switch>
        {keychain.error && (
          <Notice tone="problem" announce>
            {keychain.error.message}
          </Notice>
        )}
      </Part>
      <ChangePassphrase open={changing} onClose={() => setChanging(false)} />
    </>
  );
}
