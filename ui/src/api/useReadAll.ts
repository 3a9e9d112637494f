import { useQueries } from "@tanstack/react-query";
import type { CommandName, Request, Response } from "./bindings";
import { call } from "./call";

/** Reads one command for several things at once; an answer that is not there yet is undefined. */
export function useReadAll<C extends CommandName>(
  command: C,
  asked: readonly { key: readonly unknown[]; request: Request<C> }[],
): (Response<C> | undefined)[] {
  return useQueries({
    queries: asked.map(({ key, request }) => ({ queryKey: key, queryFn: () => call(command, request) })),
  }).map((query) => query.data as Response<C> | undefined);
}
