import { useSyncExternalStore } from "react";

/** The question that waits for the passphrase, if any. Several commands may wait for the same answer. */
interface Question {
  answer: Promise<boolean>;
  settle(given: boolean): void;
}

let question: Question | null = null;
const listeners = new Set<() => void>();

function set(next: Question | null): void {
  question = next;
  for (const listener of listeners) listener();
}

/** Asks the person for the passphrase again. Resolves to whether it was given. */
export function askPassphrase(): Promise<boolean> {
  if (question) return question.answer;
  let settle: (given: boolean) => void = () => {};
  const answer = new Promise<boolean>((done) => {
    settle = done;
  });
  set({
    answer,
    settle(given) {
      set(null);
      settle(given);
    },
  });
  return answer;
}

export function useQuestion(): Question | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => question,
  );
}
