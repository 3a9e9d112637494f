import { createContext, type ReactNode, useContext, useEffect, useMemo } from "react";
import type { AppStatus, Permission, SessionInfo } from "../api/bindings";
import { setPermissions } from "./commands/registry";

/** The person at the screen, and what they may do. */
export interface Session extends SessionInfo {
  can(permission: Permission): boolean;
}

const SessionContext = createContext<Session | null>(null);
const StatusContext = createContext<AppStatus | null>(null);

export function StatusProvider({ status, children }: { status: AppStatus; children: ReactNode }) {
  return <StatusContext.Provider value={status}>{children}</StatusContext.Provider>;
}

export function SessionProvider({ session, children }: { session: SessionInfo; children: ReactNode }) {
  const value = useMemo<Session>(() => {
    const allowed = new Set(session.permissions);
    return { ...session, can: (permission) => allowed.has(permission) };
  }, [session]);
  useEffect(() => {
    setPermissions(session.permissions);
    return () => setPermissions([]);
  }, [session]);
  return <SessionContext.Provider value={value}>{children}</SessionContext.Provider>;
}

/** The signed-in person. Only inside the unlocked app. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("useSession() outside the unlocked app");
  return session;
}

/** The practice, its day and its time zone. */
export function useStatus(): AppStatus {
  const status = useContext(StatusContext);
  if (!status) throw new Error("useStatus() before the app knows its state");
  return status;
}
