import { useEffect, useRef, useState } from "react";
import type { Job } from "./bindings";
import { call } from "./call";

const EVERY_MS = 300;

/** Follows a long job until it ends. */
export function useJob(started: Job | null): { job: Job | null; cancel(): void } {
  const [job, setJob] = useState<Job | null>(started);
  const id = started?.id ?? null;
  const latest = useRef(started);
  latest.current = started;

  useEffect(() => {
    setJob(latest.current);
    if (!id) return;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      try {
        const now = await call("job", { id });
        if (stopped) return;
        setJob(now);
        if (now.state !== "running") return;
      } catch {
        // Asked again: a job does not end because one question went unanswered.
      }
      if (!stopped) timer = setTimeout(ask, EVERY_MS);
    };
    void ask();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [id]);

  return {
    job,
    cancel: () => {
      if (id) void call("cancel_job", { id }).catch(() => {});
    },
  };
}
