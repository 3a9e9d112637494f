import { resolve } from "node:path";
import { getCatalogs } from "@lingui/cli/api";
import { getConfig } from "@lingui/conf";
import { describe, expect, it } from "vitest";
import { messages as english } from "../locales/en/messages";
import { messages as spanish } from "../locales/es/messages";

const UI = resolve(import.meta.dirname, "../..");

/** Every text id that the source asks for, read from the source and not from the stored catalogue. */
async function asked(): Promise<Set<string>> {
  const config = getConfig({ cwd: UI, configPath: resolve(UI, "lingui.config.ts") });
  const [catalogue] = await getCatalogs(config);
  const found = await catalogue?.collect();
  return new Set(Object.keys(found ?? {}));
}

describe("the words on the screen", () => {
  it("every_text_of_the_source_is_in_both_catalogues", async () => {
    const wanted = await asked();
    expect(wanted.size).toBeGreaterThan(500);
    const missing = (from: object) => [...wanted].filter((id) => !(id in from));
    // If this fails: `npm run messages`, then commit both catalogues.
    expect({ en: missing(english), es: missing(spanish) }).toEqual({ en: [], es: [] });
    expect(Object.keys(english).filter((id) => !wanted.has(id))).toEqual([]);
  }, 60_000);
});
