import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { FileTrigger } from "react-aria-components";
import type { Job, PharmacyImport } from "../../api/bindings";
import { useAct } from "../../api/useAct";
import { useJob } from "../../api/useJob";
import { useCommand } from "../../app/commands/registry";
import { Button } from "../../components/Button";
import { ErrorState, Notice, Progress } from "../../components/States";
import { base64Of } from "../../platform";
import { Part } from "./Part";
import styles from "./settings.module.css";

/** Bringing in a list of pharmacies, with an account of every row that was not taken. */
export function PharmacyImportPart() {
  const { t } = useLingui();
  const client = useQueryClient();
  const start = useAct("import_pharmacies");
  const [started, setStarted] = useState<Job | null>(null);
  const [unreadable, setUnreadable] = useState<unknown>(null);
  const { job, cancel } = useJob(started);
  const button = useRef<HTMLButtonElement>(null);
  const running = job?.state === "running";
  const finished = job?.state === "finished";
  useCommand("pharmacies.import", () => button.current?.click(), !running);

  // The directory above was read before the job wrote to it.
  useEffect(() => {
    if (finished) void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === "pharmacy" });
  }, [finished, client]);

  const choose = async (list: FileList | null) => {
    const file = list?.[0];
    if (!file) return;
    setUnreadable(null);
    setStarted(null);
    try {
      const base64 = base64Of(new Uint8Array(await file.arrayBuffer()));
      const next = await start.run({ file: { name: file.name, base64 } });
      if (next) setStarted(next);
    } catch (error) {
      setUnreadable(error);
    }
  };

  return (
    <Part
      title={<Trans>Import a list</Trans>}
      hint={
        <Trans>
          A table (.csv) with one pharmacy a line and the columns named in the first: name, ncpdp_id, npi, address,
          city, state, zip, phone, fax, services, transport. A pharmacy that is known is brought up to date, not added
          twice; how you reach it, your remark, and whether it is open stay as they are.
        </Trans>
      }
      action={
        <FileTrigger acceptedFileTypes={[".csv", ".tsv", ".txt", "text/csv"]} onSelect={(list) => void choose(list)}>
          <Button ref={button} icon={<FileUp />} keys="I" isDisabled={running} isPending={start.busy}>
            <Trans>Choose a file</Trans>
          </Button>
        </FileTrigger>
      }
    >
      {(start.error || unreadable !== null) && (
        <ErrorState what={<Trans>The list could not be read.</Trans>} error={start.error ?? unreadable} />
      )}
      {job && running && (
        <div className={styles.job}>
          <Progress done={job.done} total={job.total} label={t`Import`} />
          <div className={styles.row}>
            <span className={`${styles.hint} num`} role="status">
              {job.total !== null && (
                <Trans>
                  {job.done.toLocaleString()} of {job.total.toLocaleString()}
                </Trans>
              )}
            </span>
            <Button onPress={cancel}>
              <Trans>Cancel</Trans>
            </Button>
          </div>
        </div>
      )}
      {job?.state === "cancelled" && (
        <Notice tone="warning" announce>
          <Trans>Cancelled. The directory is as it was before.</Trans>
        </Notice>
      )}
      {job?.state === "failed" && job.error && (
        <ErrorState what={<Trans>The list was not imported.</Trans>} error={new Error(job.error.message)} />
      )}
      {finished && job.result !== null && <Report report={job.result as PharmacyImport} />}
    </Part>
  );
}

/** What came in, and every row that did not with the reason. */
function Report({ report }: { report: PharmacyImport }) {
  const { t } = useLingui();
  const more = report.set_aside - report.faults.length;
  return (
    <>
      <Notice tone={report.set_aside > 0 ? "warning" : "ok"} announce>
        <span className="num">
          <Plural value={report.rows} one="# row read:" other="# rows read:" />{" "}
          <Trans>
            {report.added} added, {report.updated} brought up to date, {report.unchanged} known already,{" "}
            {report.set_aside} set aside.
          </Trans>
        </span>
        {report.ignored_columns.length > 0 && (
          <p>
            <Trans>Columns that were not read: {report.ignored_columns.join(", ")}</Trans>
          </p>
        )}
      </Notice>
      {report.faults.length > 0 && (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={t`Rows that were set aside`}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th className={styles.right}>
                  <Trans>Line</Trans>
                </th>
                <th>
                  <Trans>Column</Trans>
                </th>
                <th>
                  <Trans>Why it was set aside</Trans>
                </th>
              </tr>
            </thead>
            <tbody>
              {report.faults.map((fault) => (
                <tr key={fault.line}>
                  <td className={`${styles.right} num`}>{fault.line}</td>
                  <td>{fault.column ?? ""}</td>
                  <td>{fault.message}</td>
                </tr>
              ))}
              {more > 0 && (
                <tr>
                  <td />
                  <td />
                  <td>
                    <Plural value={more} one="and # more row" other="and # more rows" />
                  </td>
                </tr>
              )}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
