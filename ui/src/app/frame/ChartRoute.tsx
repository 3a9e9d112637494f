import { Trans } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useSyncExternalStore } from "react";
import { CallError } from "../../api/call";
import { Button } from "../../components/Button";
import { EmptyState, Skeleton } from "../../components/States";
import { BreakGlass } from "../../features/access/BreakGlass";
import { closeTab } from "../chartTabs";
import { useSession } from "../session";

const ChartPage = lazy(() => import("../../chart/ChartPage"));

/** One patient's chart. A new patient is a new page: nothing typed or chosen for one can appear with another. */
export function ChartRoute() {
  const { patientId } = useParams({ from: "/chart/$patientId" });
  const { can } = useSession();
  const navigate = useNavigate();
  const refused = useRefusal(patientId);
  const mayBreakGlass = refused !== null && can("break_glass");
  const leave = () => {
    closeTab(patientId);
    void navigate({ to: "/today" });
  };
  return (
    <>
      {refused !== null && !mayBreakGlass && (
        <EmptyState
          action={
            <Button onPress={leave} autoFocus>
              <Trans>Back to Today</Trans>
            </Button>
          }
        >
          {refused}
        </EmptyState>
      )}
      {refused === null && (
        <Suspense fallback={<Skeleton rows={12} label="" />}>
          <ChartPage key={patientId} />
        </Suspense>
      )}
      {mayBreakGlass && <BreakGlass patientId={patientId} message={refused} onCancel={leave} />}
      <h1 className="vh">
        <Trans>Chart</Trans>
      </h1>
    </>
  );
}

/** The sentence with which the backend refused this chart, if it did. */
function useRefusal(patientId: string): string | null {
  const client = useQueryClient();
  const error = useSyncExternalStore(
    (listener) => client.getQueryCache().subscribe(listener),
    () => client.getQueryState(["chart", patientId])?.error ?? null,
  );
  return error instanceof CallError && error.kind === "forbidden" ? error.message : null;
}
