import { Plural, Trans } from "@lingui/react/macro";
import type { ImportReport, SetAside } from "../../api/bindings";
import { Notice } from "../../components/States";
import { Part } from "./Part";
import styles from "./settings.module.css";

/** What came in, what was known already, and what was set aside and why. */
export function ImportResult({ report }: { report: ImportReport }) {
  const columns = [report.read, report.stored, report.already, report.set_aside];
  const types = [...new Set(columns.flatMap(Object.keys))].sort();
  const total = Object.values(report.stored).reduce((sum, count) => sum + count, 0);
  return (
    <Part title={<Trans>What was imported</Trans>}>
      <Notice tone="ok" announce>
        <Plural value={total} one="# record was stored." other="# records were stored." />
      </Notice>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th>
                <Trans>Kind</Trans>
              </th>
              <th className={styles.right}>
                <Trans>Read</Trans>
              </th>
              <th className={styles.right}>
                <Trans>Stored</Trans>
              </th>
              <th className={styles.right}>
                <Trans>Already here</Trans>
              </th>
              <th className={styles.right}>
                <Trans>Set aside</Trans>
              </th>
            </tr>
          </thead>
          <tbody className="num">
            {types.map((type) => (
              <tr key={type}>
                <td>{type}</td>
                {columns.map((counts, at) => (
                  <td key={at} className={styles.right}>
                    {(counts[type] ?? 0).toLocaleString()}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {report.files.map((file) => (
        <details key={file.name} className={styles.file}>
          <summary>
            <b>{file.name}</b>{" "}
            {file.already_imported ? (
              <Trans>was imported before; nothing was stored twice</Trans>
            ) : (
              <Plural value={file.set_aside_total} _0="everything was taken" one="# set aside" other="# set aside" />
            )}
            {file.partly.length > 0 && (
              <>
                , <Plural value={file.partly.length} one="# taken in part" other="# taken in part" />
              </>
            )}
          </summary>
          <Lines of={file.set_aside} total={file.set_aside_total} />
          {file.partly.length > 0 && (
            <>
              <p className={styles.partly}>
                <Trans>Taken without a part of it:</Trans>
              </p>
              <Lines of={file.partly} total={file.partly.length} />
            </>
          )}
        </details>
      ))}
    </Part>
  );
}

/** What became of single entries: kind, place in the file, and the reason in words. */
function Lines({ of, total }: { of: readonly SetAside[]; total: number }) {
  if (of.length === 0) return null;
  return (
    <ul className={styles.aside}>
      {of.map((one, at) => (
        <li key={at}>
          <b>{one.type}</b> <span className={styles.hint}>{one.location}</span>
          <br />
          {one.reason}
        </li>
      ))}
      {total > of.length && (
        <li>
          <Trans>and {(total - of.length).toLocaleString()} more</Trans>
        </li>
      )}
    </ul>
  );
}
