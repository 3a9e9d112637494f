import { addCommands } from "./registry";
import type { CommandDef } from "./types";

/** Every `commands.ts` in the UI: each exports `commands`, made with defineCommands. */
const modules = import.meta.glob<{ commands: readonly CommandDef[] }>(
  ["../*/commands.ts", "../../features/*/commands.ts", "../../chart/commands.ts"],
  { eager: true },
);

export const declared: readonly CommandDef[] = Object.values(modules).flatMap((module) => module.commands ?? []);

addCommands(declared);
