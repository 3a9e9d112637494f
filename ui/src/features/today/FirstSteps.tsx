import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { Check, Circle, X } from "lucide-react";
import { useRead } from "../../api/useRead";
import { runCommand } from "../../app/commands/registry";
import { usePreferences } from "../../app/preferences";
import { useSession, useStatus } from "../../app/session";
import { IconButton } from "../../components/Button";
import { cx } from "../../components/cx";
import { toast } from "../../components/toasts";
import styles from "./today.module.css";

interface FirstStep {
  id: string;
  words: string;
  done: boolean;
  section?: string;
  command?: string;
}

/** What is left before a new practice can prescribe. Each line is true of the record, not a tick someone made. */
export function FirstSteps() {
  const { t } = useLingui();
  const session = useSession();
  const status = useStatus();
  const preferences = usePreferences();
  const mine = session.can("settings_practice") && !preferences.first_steps_hidden && !status.demo;
  const practice = useRead(["practice_settings"], "practice_settings", {}, { enabled: mine });
  const people = useRead(["practitioner_list"], "practitioner_list", {}, { enabled: mine });
  const recent = useRead(["recent_patients", null, 12], "recent_patients", { limit: 12 }, { enabled: mine });
  if (!mine || !practice.data || !people.data || !recent.data) return null;

  const me = people.data.find((person) => person.id === session.user_id);
  const steps: FirstStep[] = [
    {
      id: "location",
      words: t`Address and phone for the letterhead`,
      done: practice.data.locations.some(
        (place) => place.active && place.phone !== "" && place.address.line.length > 0,
      ),
      section: "practice",
    },
    {
      id: "npi",
      words: t`Your NPI and license, so that prescriptions carry them`,
      done: Boolean(me?.npi && me.license_number),
      section: "people",
    },
    { id: "people", words: t`The others who work here`, done: people.data.length > 1, section: "people" },
    { id: "patient", words: t`A first patient`, done: recent.data.length > 0, command: "patients.register" },
    { id: "import", words: t`Import records, if you have them`, done: false, section: "import" },
    { id: "keys", words: t`Look through the keyboard shortcuts`, done: false, command: "app.help" },
  ];
  const hide = async () => {
    await preferences.set("first_steps_hidden", true);
    toast({ text: t`First steps put away`, undo: () => preferences.set("first_steps_hidden", false) });
  };

  return (
    <aside className={styles.steps} aria-labelledby="first-steps">
      <header>
        <h2 id="first-steps">
          <Trans>First steps</Trans>
        </h2>
        <IconButton label={t`Put the first steps away`} icon={<X />} onPress={() => void hide()} />
      </header>
      <ul className={styles.stepList}>
        {steps.map((step) => (
          <li key={step.id} className={cx(step.done && styles.done)}>
            {step.done ? <Check aria-hidden /> : <Circle aria-hidden />}
            {step.section ? (
              <Link to="/settings/$section" params={{ section: step.section }} tabIndex={0}>
                {step.words}
              </Link>
            ) : (
              <button type="button" onClick={() => runCommand(step.command ?? "")}>
                {step.words}
              </button>
            )}
            {step.done && (
              <span className="vh">
                <Trans>done</Trans>
              </span>
            )}
          </li>
        ))}
      </ul>
    </aside>
  );
}
