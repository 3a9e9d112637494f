import { Plural, Trans } from "@lingui/react/macro";
import { useRead } from "../../api/useRead";
import { useStatus } from "../../app/session";
import { dayText } from "../../components/dates";
import { Logo } from "../../components/Logo";
import { ErrorState, Notice, Skeleton } from "../../components/States";
import { Part } from "./Part";
import styles from "./settings.module.css";

/** The programs this screen is made of, and their licences. */
const PARTS: readonly [string, string][] = [
  ["React, TanStack Query, Router and Virtual", "MIT"],
  ["React Aria Components", "Apache-2.0"],
  ["Tiptap and ProseMirror", "MIT"],
  ["react-resizable-panels, Lingui, Tauri", "MIT"],
  ["D3 scale and shape, Lucide icons", "ISC"],
  ["PDF.js", "Apache-2.0"],
  ["Inter typeface", "OFL-1.1"],
];

/** Which Yarrow this is, and what its drug and code knowledge was made from. */
export function AboutSection() {
  const status = useStatus();
  const manifest = useRead(["knowledge_manifest"], "knowledge_manifest", {});
  return (
    <>
      <Part title={<Trans>About Yarrow</Trans>}>
        <div className={styles.about}>
          <Logo size={44} />
          <div>
            <p>
              <b>
                <Trans>Version {status.version}</Trans>
              </b>
            </p>
            <p className={styles.hint}>
              <Trans>
                An electronic medical record that is kept on your own devices. Free under MIT or Apache-2.0.
              </Trans>
            </p>
            <p className={styles.hint}>
              <Trans>
                Safety checks support a clinician's judgment. They do not replace it, and not every risk is known to
                them.
              </Trans>
            </p>
          </div>
        </div>
      </Part>
      <Part
        title={<Trans>Knowledge</Trans>}
        hint={<Trans>The drug and diagnosis data the searches and safety checks use, kept on this device.</Trans>}
      >
        {manifest.error && (
          <ErrorState
            what={<Trans>The list could not be read.</Trans>}
            error={manifest.error}
            onRetry={() => void manifest.refetch()}
          />
        )}
        {manifest.isPending && <Skeleton rows={5} height={40} />}
        {manifest.data && (
          <>
            {manifest.data.warning && <Notice tone="warning">{manifest.data.warning}</Notice>}
            <ul className={styles.cards}>
              {manifest.data.sources.map((source) => (
                <li key={source.name} className={styles.card}>
                  <div>
                    <b>{source.name}</b>
                    <p className={`${styles.hint} num`}>
                      {/^\d{4}-\d\d-\d\d$/.test(source.date) ? dayText(source.date) : source.date} ·{" "}
                      <Plural value={source.rows} one="# row" other="# rows" /> · {source.licence}
                    </p>
                    {source.notice && <p className={styles.notice}>{source.notice}</p>}
                  </div>
                </li>
              ))}
            </ul>
            <p className={`${styles.hint} code`}>
              <Trans>
                Knowledge {manifest.data.version}, built from {manifest.data.built_from}
              </Trans>
            </p>
          </>
        )}
      </Part>
      <Part title={<Trans>Made with</Trans>}>
        <ul className={styles.made}>
          {PARTS.map(([name, licence]) => (
            <li key={name}>
              {name} <span className={styles.hint}>{licence}</span>
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}
