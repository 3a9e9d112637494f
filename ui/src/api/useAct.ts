import { useCallback, useRef, useState } from "react";
import type { CommandName, Request, Response } from "./bindings";
import { CallError, call } from "./call";

interface Act<C extends CommandName> {
  /** Runs the command. Resolves to undefined when it failed; the failure is then in `error`. */
  run(request: Request<C>): Promise<Response<C> | undefined>;
  busy: boolean;
  error: CallError | null;
  clear(): void;
}

/** One changing command with its state, for forms. A second press while the first is under way is ignored. */
export function useAct<C extends CommandName>(command: C): Act<C> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CallError | null>(null);
  const underWay = useRef(false);

  const run = useCallback(
    async (request: Request<C>) => {
      if (underWay.current) return undefined;
      underWay.current = true;
      setBusy(true);
      setError(null);
      try {
        return await call(command, request);
      } catch (cause) {
        setError(
          cause instanceof CallError ? cause : new CallError(command, { kind: "internal", message: String(cause) }),
        );
        return undefined;
      } finally {
        underWay.current = false;
        setBusy(false);
      }
    },
    [command],
  );
  const clear = useCallback(() => setError(null), []);
  return { run, busy, error, clear };
}
