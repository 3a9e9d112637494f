import { useQueries } from "@tanstack/react-query";
import { useCallback, useRef, useState } from "react";
import type { PatientPage, PatientRow, Request } from "../../api/bindings";
import { type CallError, call } from "../../api/call";

export const PAGE = 100;

export type PatientSort = Request<"patient_list">["sort"];

interface Wanted {
  filter: string;
  sort: PatientSort;
  descending: boolean;
}

/** The pages that hold the rows in sight. */
export function pagesFor(first: number, last: number): number[] {
  const from = Math.floor(first / PAGE);
  const to = Math.floor(last / PAGE);
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

/** A list of any length, read a hundred rows at a time as they come into sight. */
export function usePatientPages({ filter, sort, descending }: Wanted) {
  const [range, setRange] = useState<[number, number]>([0, 0]);
  const known = useRef<{ total: number; whole: number }>({ total: 0, whole: 0 });
  const pages = pagesFor(range[0], range[1]);
  const results = useQueries({
    queries: pages.map((page) => ({
      queryKey: ["patient_list", null, filter, sort, descending, page],
      queryFn: () => call("patient_list", { filter, offset: page * PAGE, limit: PAGE, sort, descending }),
    })),
  });
  const answered = results.find((result) => result.data)?.data as PatientPage | undefined;
  // While a new page or filter is on its way the list keeps its length, so that nothing jumps.
  if (answered) known.current = { total: answered.total, whole: filter ? known.current.whole : answered.total };

  const rowAt = (index: number): PatientRow | undefined => {
    const at = pages.indexOf(Math.floor(index / PAGE));
    const page = results[at]?.data as PatientPage | undefined;
    return page?.rows[index % PAGE];
  };
  const onRange = useCallback((first: number, last: number) => {
    setRange((old) => (old[0] === first && old[1] === last ? old : [first, last]));
  }, []);

  return {
    total: known.current.total,
    whole: known.current.whole,
    rowAt,
    onRange,
    answered: answered !== undefined,
    error: (results.find((result) => result.error)?.error ?? null) as CallError | null,
    retry: () => {
      for (const result of results) void result.refetch();
    },
  };
}
