import { Trans } from "@lingui/react/macro";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useRead } from "../api/useRead";
import { ErrorState } from "../components/States";
import { Reauthenticate } from "../features/access/Reauthenticate";
import { SignIn } from "../features/access/SignIn";
import { router } from "../routes";
import { sessionEnded, welcome } from "./lock";
import { SessionProvider, StatusProvider } from "./session";

const FirstRun = lazy(() => import("../features/access/FirstRun"));
const Broken = lazy(() => import("../features/access/Broken"));

/** Which of the four faces the app shows: first run, locked, open, or not able to open the record. */
export function App() {
  const status = useRead(["app_status"], "app_status", {});
  // Setting up goes on after the practice exists: the recovery words still have to be typed back.
  const [settingUp, setSettingUp] = useState(false);
  const state = status.data?.state;
  useEffect(() => {
    if (state === "first_run") setSettingUp(true);
  }, [state]);

  if (status.error) {
    return (
      <ErrorState
        what={<Trans>Yarrow could not start.</Trans>}
        error={status.error}
        safe={<Trans>Your records were not touched.</Trans>}
        onRetry={() => void status.refetch()}
      />
    );
  }
  if (!status.data) return null;
  const session = status.data.session;

  return (
    <StatusProvider status={status.data}>
      <Suspense>
        {state === "broken" ? (
          <Broken />
        ) : state === "first_run" || settingUp ? (
          <FirstRun
            onDone={() => {
              setSettingUp(false);
              void sessionEnded();
            }}
          />
        ) : session ? (
          <SessionProvider session={session}>
            <Unlocked userId={session.user_id} />
          </SessionProvider>
        ) : (
          <SignIn />
        )}
      </Suspense>
      <Reauthenticate />
    </StatusProvider>
  );
}

function Unlocked({ userId }: { userId: string }) {
  // Decided before the first paint: another person must not see even the tab names of the last one.
  const [ready, setReady] = useState(false);
  useEffect(() => {
    if (welcome(userId)) router.history.replace("/today");
    setReady(true);
  }, [userId]);
  return ready ? <RouterProvider router={router} /> : null;
}
