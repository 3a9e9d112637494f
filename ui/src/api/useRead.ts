import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import type { CommandName, Request, Response } from "./bindings";
import { type CallError, call } from "./call";

interface ReadOptions {
  enabled?: boolean;
  /** Keeps showing the last answer while the next one is on its way. */
  keepPrevious?: boolean;
}

/** Reads one command through the cache. The key is [resource, patientId or null, …rest]. */
export function useRead<C extends CommandName>(
  key: readonly unknown[],
  command: C,
  request: Request<C>,
  options: ReadOptions = {},
): UseQueryResult<Response<C>, CallError> {
  return useQuery<Response<C>, CallError>({
    queryKey: key,
    queryFn: () => call(command, request),
    enabled: options.enabled ?? true,
    placeholderData: options.keepPrevious ? keepPreviousData : undefined,
  } as Parameters<typeof useQuery<Response<C>, CallError>>[0]);
}
