import { useEffect } from "react";
import { call } from "../api/call";
import { applyChanges } from "../api/queryClient";

const EVERY_MS = 1_000;

/** Keeps this window true to what other windows on this workstation write. */
export function useOtherWindows(): void {
  useEffect(() => {
    let cursor: number | null = null;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;

    const ask = async () => {
      if (document.visibilityState === "visible") {
        try {
          const news = await call("changes_since", { cursor: cursor ?? 0 });
          // The first answer only says where the stream stands: everything on this screen was read after it.
          if (cursor !== null && !stopped) applyChanges(news.changes);
          cursor = news.cursor;
        } catch {
          // Asked again in a second; a real fault shows where the person is working.
        }
      }
      if (!stopped) timer = setTimeout(ask, EVERY_MS);
    };
    timer = setTimeout(ask, EVERY_MS);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, []);
}
