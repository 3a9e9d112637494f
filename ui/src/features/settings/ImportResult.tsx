import { Plural, Trans } from "@lingui/react/macro";
import type { ImportReport } from "../../api/bindings";
import { Notice } from "../../components/States";
import { Part } from "./Part";
import styles from "./settings.module.css";

/** What came in, what was known already, and what was set aside and why. */
export function ImportResult({ report }: { report: ImportReport }) {
  const types = [
    ...new Set([...Object.keys(report.read), ...Object.keys(report.stored), ...Object.keys(report.set_aside)]),
  ].sort();
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
                <Trans>Set aside</Trans>
              </th>
            </tr>
          </thead>
          <tbody className="num">
            {types.map((type) => (
              <tr key={type}>
                <td>{type}</td>
                <td className={styles.right}>{(report.read[type] ?? 0).toLocaleString()}</td>
                <td className={styles.right}>{(report.stored[type] ?? 0).toLocaleString()}</td>
                <td className={styles.right}>{(report.set_aside[type] ?? 0).toLocaleString()}</td>
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
          </summary>
          {file.set_aside.length > 0 && (
            <ul className={styles.aside}>
              {file.set_aside.map((one, at) => (
                <li key={at}>
                  <b>{one.type}</b> <span className={styles.hint}>{one.location}</span>
                  <br />
                  {one.reason}
                </li>
              ))}
              {file.set_aside_total > file.set_aside.length && (
                <li>
                  <Trans>and {(file.set_aside_total - file.set_aside.length).toLocaleString()} more</Trans>
                </li>
              )}
            </ul>
          )}
        </details>
      ))}
    </Part>
  );
}
