import { useLayoutEffect, useRef, useSyncExternalStore } from "react";
import type { Permission } from "../../api/bindings";
import { modalDepth, useModalDepth } from "../layers/layers";
import type { CommandDef, CommandHandler } from "./types";

export type { CommandDef, CommandHandler, Scope } from "./types";

/** Declares a feature's commands. They are found by `all.ts`; nothing else needs to list them. */
export function defineCommands<const T extends readonly CommandDef[]>(commands: T): T {
  return commands;
}

interface Binding {
  handler: CommandHandler;
  depth: number;
  order: number;
}

const defs = new Map<string, CommandDef>();
const bindings = new Map<string, Binding[]>();
const listeners = new Set<() => void>();
let version = 0;
let order = 0;
let permissions: ReadonlySet<Permission> = new Set();

function changed(): void {
  version += 1;
  for (const listener of listeners) listener();
}

export function addCommands(commands: readonly CommandDef[]): void {
  for (const def of commands) defs.set(def.id, def);
}

/** Tells the registry what the signed-in person may do. */
export function setPermissions(next: readonly Permission[]): void {
  permissions = new Set(next);
  changed();
}

/** Gives a declared command its meaning; answers how to take it back. */
export function bind(id: string, handler: CommandHandler, depth = 0): () => void {
  order += 1;
  const binding: Binding = { handler, depth, order };
  bindings.set(id, [...(bindings.get(id) ?? []), binding]);
  changed();
  return () => {
    bindings.set(
      id,
      (bindings.get(id) ?? []).filter((other) => other !== binding),
    );
    changed();
  };
}

/** Gives a declared command its meaning while the component is shown and `enabled`. */
export function useCommand(id: string, handler: CommandHandler, enabled = true): void {
  const latest = useRef(handler);
  latest.current = handler;
  const depth = useModalDepth();
  // With the paint, not after it: a key pressed the moment its button can be seen must find its command.
  useLayoutEffect(() => {
    if (!enabled) return;
    return bind(id, (argument) => latest.current(argument), depth);
  }, [id, enabled, depth]);
}

function live(id: string): Binding | undefined {
  const def = defs.get(id);
  if (!def || (def.permission && !permissions.has(def.permission))) return undefined;
  const bound = bindings.get(id)?.at(-1);
  if (!bound) return undefined;
  return def.always || bound.depth >= modalDepth() ? bound : undefined;
}

/** Runs a command by its id. Answers whether it could. */
export function runCommand(id: string, argument?: string): boolean {
  const bound = live(id);
  bound?.handler(argument);
  return bound !== undefined;
}

export interface LiveCommand extends CommandDef {
  order: number;
}

/** The commands that would do something now, in the order declared. */
export function liveCommands(): LiveCommand[] {
  const found: LiveCommand[] = [];
  for (const def of defs.values()) {
    const bound = live(def.id);
    if (bound) found.push({ ...def, order: bound.order });
  }
  return found;
}

/** What the page under a dialog can do: for the palette, which is itself a dialog. */
export function pageCommands(): CommandDef[] {
  return [...defs.values()].filter(
    (def) => (!def.permission || permissions.has(def.permission)) && (bindings.get(def.id)?.length ?? 0) > 0,
  );
}

/** Runs a command of the page although a dialog has just been closed above it. */
export function runPageCommand(id: string, argument?: string): void {
  bindings.get(id)?.at(-1)?.handler(argument);
}

export function allCommands(): CommandDef[] {
  return [...defs.values()];
}

export function commandDef(id: string): CommandDef | undefined {
  return defs.get(id);
}

/** Re-renders when commands come or go. */
export function useCommandVersion(): number {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => version,
  );
}
