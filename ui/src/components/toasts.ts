import { UNSTABLE_ToastQueue as ToastQueue } from "react-aria-components";
import { sentenceOf } from "../api/call";

export interface ToastContent {
  /** One sentence. */
  text: string;
  tone?: "plain" | "warning";
  /** Takes the act back. Also on Ctrl+Z while the toast stands, and for the last act after it. */
  undo?: () => void | Promise<void>;
}

/** Long enough to read and to reach; the act can be taken back by key after that too. */
const SHOWN_MS = 8_000;
const REMEMBERED_ACTS = 20;

export const toastQueue = new ToastQueue<ToastContent>({ maxVisibleToasts: 3 });

const acts: ToastContent[] = [];

/** Says that something was done; with `undo`, offers to take it back. */
export function toast(content: ToastContent): void {
  if (content.undo) {
    acts.push(content);
    if (acts.length > REMEMBERED_ACTS) acts.shift();
  }
  toastQueue.add(content, { timeout: SHOWN_MS });
}

/** Takes one act back, wherever it was asked from, and only once. */
export function undoAct(content: ToastContent): void {
  const at = acts.indexOf(content);
  if (at < 0) return;
  acts.splice(at, 1);
  for (const shown of toastQueue.visibleToasts) if (shown.content === content) toastQueue.close(shown.key);
  Promise.resolve(content.undo?.()).catch((error: unknown) => toast({ text: sentenceOf(error), tone: "warning" }));
}

/** Takes the last act back. Answers whether there was one. */
export function undoLast(): boolean {
  const last = acts.at(-1);
  if (last) undoAct(last);
  return last !== undefined;
}

/** Forgets what could be undone: at locking, so that the next person cannot undo the last one's acts. */
export function forgetActs(): void {
  acts.length = 0;
  toastQueue.clear();
}
