import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { AppStatus, SessionInfo } from "../api/bindings";
import { queryClient } from "../api/queryClient";
import { SessionProvider, StatusProvider } from "../app/session";

export const SESSION: SessionInfo = {
  user_id: "u1",
  login: "aosei",
  display_name: "Dr. Amara Osei",
  initials: "AO",
  role: "physician",
  permissions: ["patient_demographics_read", "patient_demographics_write", "chart_read", "prescribe"],
  auto_lock_seconds: 300,
  can_prescribe: true,
};

export const STATUS: AppStatus = {
  state: "unlocked",
  version: "0.1.0",
  practice_name: "Alder Family Practice",
  demo: false,
  users: [
    { login: "aosei", display_name: "Dr. Amara Osei", initials: "AO", role: "physician" },
    { login: "jbrandt", display_name: "J. Brandt, MA", initials: "JB", role: "nurse" },
  ],
  problem: null,
  session: SESSION,
  time_zone: "America/Los_Angeles",
  today: "2026-11-20",
  now: "2026-11-20T17:52:00Z",
  keychain: "off",
  keychain_note: null,
  demo_passphrase: null,
  recovery_pending: false,
};

/** What the app puts around every page. */
export function Surroundings({
  children,
  status = STATUS,
  session = SESSION,
}: {
  children: ReactNode;
  status?: AppStatus;
  session?: SessionInfo;
}) {
  return (
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queryClient}>
        <StatusProvider status={status}>
          <SessionProvider session={session}>{children}</SessionProvider>
        </StatusProvider>
      </QueryClientProvider>
    </I18nProvider>
  );
}
