import { PlatformError, platform } from "../platform";
import type { ApiError, CommandName, ErrorKind, Request, Response } from "./bindings";
import { applyChanges } from "./queryClient";

/** A command that was refused or failed, with a sentence for the person at the screen. */
export class CallError extends Error implements ApiError {
  readonly kind: ErrorKind;
  readonly field: string | null;
  readonly command: CommandName;
  constructor(command: CommandName, error: ApiError) {
    super(error.message);
    this.name = "CallError";
    this.command = command;
    this.kind = error.kind;
    this.field = error.field ?? null;
  }
}

/** What the frame does when the backend wants something from the person before it goes on. */
export interface Interruptions {
  /** Asks for the passphrase again. Resolves to true when given; the command is then repeated once. */
  reauthenticate(): Promise<boolean>;
  /** The session ended (automatic log-off, or locked in another window). */
  locked(): void;
}

let interruptions: Interruptions = { reauthenticate: async () => false, locked: () => {} };

export function onInterruption(handlers: Interruptions): void {
  interruptions = handlers;
}

/** The commands whose refusal "locked" says nothing new. */
const BEFORE_SIGN_IN = new Set<CommandName>([
  "app_status",
  "unlock",
  "lock",
  "unlock_with_recovery",
  "job",
  "cancel_job",
]);

/**
 * Runs one command and returns its value. What it changed is asked for again everywhere.
 * Throws CallError.
 */
export async function call<C extends CommandName>(command: C, request: Request<C>): Promise<Response<C>> {
  try {
    return await send(command, request);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    if (error.kind === "reauthenticate" && (await interruptions.reauthenticate())) return send(command, request);
    if (error.kind === "locked" && !BEFORE_SIGN_IN.has(command)) interruptions.locked();
    throw error;
  }
}

async function send<C extends CommandName>(command: C, request: Request<C>): Promise<Response<C>> {
  try {
    const reply = await platform().rpc(command, request);
    applyChanges(reply.changes ?? []);
    return reply.value as Response<C>;
  } catch (cause) {
    if (cause instanceof PlatformError) throw new CallError(command, cause.error);
    throw cause;
  }
}

/** The sentence to show for anything that was thrown. */
export function sentenceOf(error: unknown): string {
  if (error instanceof CallError) return error.message;
  return error instanceof Error ? error.message : String(error);
}
