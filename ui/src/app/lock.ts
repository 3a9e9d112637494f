import { useEffect, useRef } from "react";
import { call } from "../api/call";
import { queryClient } from "../api/queryClient";
import { forgetActs } from "../components/toasts";
import { closeAllTabs } from "./chartTabs";

type Keep = () => Promise<unknown> | unknown;

const keepers = new Set<Keep>();
/** A store that does not answer must not keep the screen open. */
const PATIENCE_MS = 1_500;

/** For whoever holds typed text: called before the screen locks, so that nothing typed is lost. */
export function useBeforeLock(keep: Keep): void {
  const latest = useRef(keep);
  latest.current = keep;
  useEffect(() => {
    const mine: Keep = () => latest.current();
    keepers.add(mine);
    return () => {
      keepers.delete(mine);
    };
  }, []);
}

let underWay: Promise<void> | null = null;

/** Hides the record at once, keeps drafts, then ends the session. */
export function lockNow(): Promise<void> {
  underWay ??= lock().finally(() => {
    underWay = null;
  });
  return underWay;
}

async function lock(): Promise<void> {
  document.documentElement.dataset.locking = "";
  const kept = Promise.allSettled([...keepers].map(async (keep) => keep()));
  await Promise.race([kept, new Promise((done) => setTimeout(done, PATIENCE_MS))]);
  try {
    await call("lock", {});
  } finally {
    await sessionEnded();
    delete document.documentElement.dataset.locking;
  }
}

/** Clears everything read in the session that ended, and asks where the app stands now. */
export async function sessionEnded(): Promise<void> {
  forgetActs();
  await queryClient.refetchQueries({ queryKey: ["app_status"] });
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== "app_status" });
}

/** Outlives a reload of the window, not the window: the address may still name the last person's chart. */
const LAST_USER = "yarrow.user";

/** The same person comes back to the same charts; another person starts clean. Answers whether it is another. */
export function welcome(userId: string): boolean {
  const last = sessionStorage.getItem(LAST_USER);
  const another = last !== null && last !== userId;
  sessionStorage.setItem(LAST_USER, userId);
  if (another) closeAllTabs();
  return another;
}
