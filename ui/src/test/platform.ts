import type { CommandName } from "../api/bindings";
import { type Platform, PlatformError, setPlatformForTest } from "../platform";

type Answers = Partial<Record<CommandName, (request: never) => unknown>>;

/** Answers commands from a table; an unknown one fails loudly. Returns what was asked, in order. */
export function answerWith(answers: Answers): { command: string; request: unknown }[] {
  const asked: { command: string; request: unknown }[] = [];
  const platform: Platform = {
    kind: "browser",
    async rpc(command, request) {
      asked.push({ command, request });
      const answer = answers[command];
      if (!answer) throw new PlatformError({ kind: "internal", message: `nothing answers ${command}` });
      return { value: await answer(request as never), changes: [] };
    },
    savePdf: async () => true,
    printPdf: async () => {},
    saveFile: async () => true,
  };
  setPlatformForTest(platform);
  return asked;
}

export function refusal(kind: "reauthenticate" | "throttled" | "locked" | "forbidden", message = "No."): PlatformError {
  return new PlatformError({ kind, message });
}
