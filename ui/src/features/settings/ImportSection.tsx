import { Trans, useLingui } from "@lingui/react/macro";
import { FileUp } from "lucide-react";
import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import type { ImportReport, Job } from "../../api/bindings";
import { useAct } from "../../api/useAct";
import { useJob } from "../../api/useJob";
import { Button } from "../../components/Button";
import { ErrorState, Notice, Progress } from "../../components/States";
import { base64Of } from "../../platform";
import { ImportResult } from "./ImportResult";
import { Part } from "./Part";
import styles from "./settings.module.css";

/** Bringing in records from elsewhere: files, progress, and an honest account of what was and was not taken. */
export function ImportSection() {
  const { t } = useLingui();
  const start = useAct("import_fhir");
  const [started, setStarted] = useState<Job | null>(null);
  const [reading, setReading] = useState<string | null>(null);
  const [unreadable, setUnreadable] = useState<unknown>(null);
  const { job, cancel } = useJob(started);

  const choose = async (list: FileList | null) => {
    if (!list || list.length === 0) return;
    setUnreadable(null);
    setStarted(null);
    try {
      const files: { name: string; base64: string }[] = [];
      for (const file of list) {
        setReading(file.name);
        files.push({ name: file.name, base64: base64Of(new Uint8Array(await file.arrayBuffer())) });
      }
      const next = await start.run({ files });
      if (next) setStarted(next);
    } catch (error) {
      setUnreadable(error);
    } finally {
      setReading(null);
    }
  };

  const running = job?.state === "running";
  return (
    <>
      <Part
        title={<Trans>Import records</Trans>}
        hint={
          <Trans>
            FHIR R4 bundles (.json) and bulk files (.ndjson), as other systems export them. What is already here is
            recognised and not stored twice; what cannot be taken is set aside and listed.
          </Trans>
        }
      >
        <div className={styles.row}>
          <FileTrigger
            acceptedFileTypes={[".json", ".ndjson", "application/json", "application/fhir+json"]}
            allowsMultiple
            onSelect={(list) => void choose(list)}
          >
            <Button variant="primary" icon={<FileUp />} isDisabled={running || reading !== null}>
              <Trans>Choose files</Trans>
            </Button>
          </FileTrigger>
          {reading && (
            <span className={styles.hint} role="status">
              <Trans>Reading {reading}</Trans>
            </span>
          )}
        </div>
        {(start.error || unreadable !== null) && (
          <ErrorState
            what={<Trans>The files could not be read.</Trans>}
            error={start.error ?? unreadable}
            safe={<Trans>Nothing was imported.</Trans>}
          />
        )}
        {job && running && (
          <div className={styles.job}>
            <p>{job.title}</p>
            <Progress done={job.done} total={job.total} label={t`Import`} />
            <div className={styles.row}>
              <span className={`${styles.hint} num`} role="status">
                {job.total !== null && (
                  <Trans>
                    {job.done.toLocaleString()} of {job.total.toLocaleString()}
                  </Trans>
                )}{" "}
                {job.detail}
              </span>
              <Button onPress={cancel}>
                <Trans>Cancel</Trans>
              </Button>
            </div>
          </div>
        )}
        {job?.state === "cancelled" && (
          <Notice tone="warning" announce>
            <Trans>Cancelled. {job.detail || ""} The same files can be imported again: nothing is stored twice.</Trans>
          </Notice>
        )}
        {job?.state === "failed" && job.error && (
          <ErrorState
            what={<Trans>The import stopped.</Trans>}
            error={new Error(job.error.message)}
            safe={<Trans>What was imported before is complete and safe.</Trans>}
          />
        )}
      </Part>
      {job?.state === "finished" && job.result !== null && <ImportResult report={job.result as ImportReport} />}
    </>
  );
}
