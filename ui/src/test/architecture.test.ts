import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = resolve(import.meta.dirname, "..");

interface Import {
  from: string;
  to: string;
}

function imports(): Import[] {
  const found: Import[] = [];
  for (const entry of readdirSync(SRC, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name) || /\.test\.tsx?$/.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    for (const match of readFileSync(file, "utf8").matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)) {
      const target = match[1] ?? "";
      const to = target.startsWith(".") ? relative(SRC, resolve(dirname(file), target)) : target;
      found.push({ from: relative(SRC, file), to });
    }
  }
  return found;
}

describe("who may know whom", () => {
  const all = imports();

  it("a feature never imports another feature", () => {
    const feature = (path: string) => /^features\/([^/]+)/.exec(path)?.[1];
    const crossing = all.filter(({ from, to }) => feature(from) && feature(to) && feature(from) !== feature(to));
    expect(crossing).toEqual([]);
    expect(all.length).toBeGreaterThan(200);
  });

  it("components and clinical pieces know no feature and no page", () => {
    expect(
      all.filter(({ from, to }) => /^(components|clinical)\//.test(from) && /^(features|chart)\//.test(to)),
    ).toEqual([]);
  });

  it("only the platform knows Tauri", () => {
    const knowing = all.filter(({ to }) => to.startsWith("@tauri-apps/"));
    expect(knowing.map(({ from }) => from)).toEqual(["platform/tauri.ts"]);
  });

  it("features are composed by the app and the chart, never by each other's pages", () => {
    const composing = all.filter(({ from, to }) => /^features\//.test(to) && !/^(features|chart|app)\//.test(from));
    expect(new Set(composing.map(({ from }) => from))).toEqual(new Set(["main.tsx", "routes.tsx"]));
  });
});
