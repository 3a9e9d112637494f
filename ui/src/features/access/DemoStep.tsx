import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useState } from "react";
import type { Job } from "../../api/bindings";
import { useAct } from "../../api/useAct";
import { useJob } from "../../api/useJob";
import { Button } from "../../components/Button";
import { RadioGroup } from "../../components/Choice";
import { ErrorState, Progress } from "../../components/States";
import styles from "./access.module.css";

/** Making the demo practice: how big, how far, and a way out. */
export function DemoStep({ onBack, onDone }: { onBack(): void; onDone(): void }) {
  const { t } = useLingui();
  const start = useAct("explore_demo");
  const [size, setSize] = useState<"small" | "large">("small");
  const [started, setStarted] = useState<Job | null>(null);
  const { job, cancel } = useJob(started);
  const state = job?.state;

  useEffect(() => {
    if (state === "finished") onDone();
    if (state === "cancelled") setStarted(null);
  }, [state, onDone]);

  const begin = async () => {
    const next = await start.run({ patients: size === "large" ? 1_000 : null });
    if (next) setStarted(next);
  };

  if (job && state === "running") {
    return (
      <div className={styles.job}>
        <p className={styles.lead}>{job.title || t`Making the demo practice`}</p>
        <Progress done={job.done} total={job.total} label={t`Making the demo practice`} />
        <p className="num">
          {job.total ? (
            <Trans>
              {job.done.toLocaleString()} of {job.total.toLocaleString()}
            </Trans>
          ) : null}{" "}
          {job.detail}
        </p>
        <div className={styles.buttons}>
          <Button onPress={cancel}>
            <Trans>Cancel</Trans>
          </Button>
        </div>
      </div>
    );
  }

  return (
    <div className={styles.form}>
      <p className={styles.lead}>
        <Trans>
          A small made-up practice with charts to try things on: prescribing, checking, signing. Nobody in it is real.
        </Trans>
      </p>
      <RadioGroup<"small" | "large">
        label={t`How many patients`}
        value={size}
        onChange={setSize}
        choices={[
          { value: "small", label: t`The usual demo`, hint: t`Ready in a few seconds.` },
          { value: "large", label: t`1,000 patients`, hint: t`To see how it feels when it is full. Takes longer.` },
        ]}
      />
      {(start.error || job?.error) && (
        <ErrorState
          what={<Trans>The demo could not be made.</Trans>}
          error={start.error ?? new Error(job?.error?.message)}
          safe={<Trans>You can try again, or start a new practice.</Trans>}
        />
      )}
      <div className={styles.buttons}>
        <Button onPress={onBack}>
          <Trans>Back</Trans>
        </Button>
        <Button variant="primary" keys="Enter" isPending={start.busy} onPress={() => void begin()} autoFocus>
          <Trans>Make the demo</Trans>
        </Button>
      </div>
    </div>
  );
}
