import { i18n } from "@lingui/core";
import { describe, expect, it } from "vitest";
import { declared } from "./all";
import { capsOf, keyOf, normalKeys } from "./keys";

describe("the command registry", () => {
  it("a key means one thing in a scope", () => {
    const seen = new Map<string, string>();
    for (const command of declared) {
      for (const keys of [command.keys, command.alternative]) {
        if (!keys) continue;
        const place = `${command.scope}: ${normalKeys(keys).join(" ")}`;
        expect(seen.get(place), `${place} is used by two commands`).toBeUndefined();
        seen.set(place, command.id);
      }
    }
    expect(seen.size).toBeGreaterThan(5);
  });

  it("a sequence does not swallow a single key of the same scope", () => {
    for (const one of declared) {
      for (const two of declared) {
        if (one === two || one.scope !== two.scope || !one.keys || !two.keys) continue;
        const first = normalKeys(one.keys).join(" ");
        expect(normalKeys(two.keys).join(" ").startsWith(`${first} `), `${one.id} hides ${two.id}`).toBe(false);
      }
    }
  });

  it("ids are unique and every command has words", () => {
    expect(new Set(declared.map((command) => command.id)).size).toBe(declared.length);
    for (const command of declared) expect(i18n._(command.title).length).toBeGreaterThan(1);
  });

  it("reads key presses as they are declared", () => {
    const press = (key: string, more: Partial<KeyboardEvent> = {}) =>
      keyOf({ key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
    expect(press("k", { ctrlKey: true })).toBe("Mod+K");
    expect(press("?", { shiftKey: true })).toBe("?");
    expect(press("F6", { shiftKey: true })).toBe("Shift+F6");
    expect(press("®", { altKey: true, code: "KeyR" })).toBe("Alt+R");
    expect(press("Control", { ctrlKey: true })).toBeNull();
    expect(capsOf("Mod+Enter")).toEqual(["Ctrl", "↵"]);
    expect(capsOf("g p")).toEqual(["G", "P"]);
  });
});
