import { Trans } from "@lingui/react/macro";
import { ErrorState } from "../../components/States";

/** A page that broke while drawing itself. The record is written by commands, so it is not affected. */
export function PageError({ error, reset }: { error: unknown; reset?(): void }) {
  return (
    <ErrorState
      what={
        <h1>
          <Trans>This page could not be shown.</Trans>
        </h1>
      }
      error={error}
      safe={<Trans>The record on this device is not affected.</Trans>}
      onRetry={() => (reset ? reset() : location.reload())}
    />
  );
}
