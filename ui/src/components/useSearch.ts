import { useCallback, useEffect, useRef, useState } from "react";

interface Search<T> {
  items: T[];
  /** The text these items answer. Differs from the typed text for a few milliseconds. */
  answered: string;
  failed: unknown;
}

/**
 * Asks the backend at every key press and shows only the newest answer: replies that arrive late are dropped.
 * `ask` is called with the trimmed text; an empty text is asked only when `askEmpty` is set.
 */
export function useSearch<T>(text: string, ask: (text: string) => Promise<T[]>, askEmpty = false): Search<T> {
  const [state, setState] = useState<Search<T>>({ items: [], answered: "", failed: null });
  const newest = useRef(0);
  const latest = useRef(ask);
  latest.current = ask;

  const search = useCallback(async (wanted: string) => {
    newest.current += 1;
    const mine = newest.current;
    try {
      const items = await latest.current(wanted);
      if (mine === newest.current) setState({ items, answered: wanted, failed: null });
    } catch (failed) {
      if (mine === newest.current) setState({ items: [], answered: wanted, failed });
    }
  }, []);

  const wanted = text.trim();
  useEffect(() => {
    if (wanted || askEmpty) {
      void search(wanted);
    } else {
      newest.current += 1;
      setState({ items: [], answered: "", failed: null });
    }
  }, [wanted, askEmpty, search]);

  return state;
}
