import { i18n } from "@lingui/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { Dialog } from "../../components/Dialog";
import { Kbd } from "../../components/Kbd";
import { allCommands, type CommandDef } from "../commands/registry";
import { useSession } from "../session";
import styles from "./HelpSheet.module.css";

/** Every key there is, by group, from the same registry that makes them work. */
export function HelpSheet({ open, onClose }: { open: boolean; onClose(): void }) {
  const { t } = useLingui();
  const session = useSession();
  const groups = new Map<string, CommandDef[]>();
  for (const command of allCommands()) {
    if (!command.keys || (command.permission && !session.can(command.permission))) continue;
    const group = i18n._(command.group);
    groups.set(group, [...(groups.get(group) ?? []), command]);
  }
  return (
    <Dialog open={open} onClose={onClose} title={t`Keyboard shortcuts`} size="wide" dismissable reading>
      <p className={styles.intro}>
        <Trans>
          Everything works without a mouse. Single letters act on the focused row or pane only, never while you type,
          and can be switched off in My preferences.
        </Trans>
      </p>
      <div className={styles.groups}>
        {[...groups].map(([group, commands]) => (
          <section key={group} className={styles.group}>
            <h3>{group}</h3>
            <dl>
              {commands.map((command) => (
                <div key={command.id} className={styles.line}>
                  <dt>{i18n._(command.title)}</dt>
                  <dd>
                    <Kbd keys={command.keys ?? ""} split />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section className={styles.group}>
          <h3>
            <Trans>Lists</Trans>
          </h3>
          <dl>
            <Line words={t`Move`} keys="ArrowUp ArrowDown" />
            <Line words={t`Open`} keys="Enter" />
            <Line words={t`Close what is in front`} keys="Escape" />
          </dl>
        </section>
      </div>
    </Dialog>
  );
}

function Line({ words, keys }: { words: string; keys: string }) {
  return (
    <div className={styles.line}>
      <dt>{words}</dt>
      <dd>
        <Kbd keys={keys} split />
      </dd>
    </div>
  );
}
