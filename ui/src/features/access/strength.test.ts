import { describe, expect, it } from "vitest";
import { strengthOf } from "../../components/strength";
import { wordsIn } from "./RecoveryUnlock";

describe("a new passphrase", () => {
  it("under ten characters is too short, whatever it contains", () => {
    expect(strengthOf("xK9$vQ2!m")).toBe("short");
  });
  it("four unrelated words are strong", () => {
    expect(strengthOf("copper lantern meadow nineteen")).toBe("strong");
  });
  it("a common word with numbers is weak, and so is one letter repeated", () => {
    expect(strengthOf("Password2026")).toBe("weak");
    expect(strengthOf("aaaaaaaaaaaaaaaaaaaaaaaa")).toBe("weak");
  });
});

describe("recovery words", () => {
  it("are read from a pasted sheet with numbers and line breaks", () => {
    expect(wordsIn("1. Alder\n2. birch,  3 CEDAR")).toEqual(["alder", "birch", "cedar"]);
  });
});
