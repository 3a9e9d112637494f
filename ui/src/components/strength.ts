import { t } from "@lingui/core/macro";

export type Strength = "short" | "weak" | "fair" | "strong";

/** The shortest the record accepts. */
export const MIN_LENGTH = 10;

const COMMON = [
  "password",
  "passphrase",
  "letmein",
  "welcome",
  "qwerty",
  "123456",
  "admin",
  "yarrow",
  "doctor",
  "clinic",
  "medical",
];

/**
 * A plain estimate of how hard a passphrase is to guess: how long it is, how varied, and whether it leans on a common
 * word or a repeated run. Length counts most; no kind of character is demanded (NIST SP 800-63B-4, section 3.1.1.2).
 */
export function strengthOf(passphrase: string): Strength {
  const length = [...passphrase].length;
  if (length < MIN_LENGTH) return "short";
  const lower = passphrase.toLowerCase();
  const varied = new Set(lower).size;
  const words = lower.split(/[\s\-_.,]+/).filter((word) => word.length > 2);
  const leansOnCommon = COMMON.some((common) => lower.includes(common));
  if (varied < 6 || (leansOnCommon && length < 20)) return "weak";
  if (length >= 18 && (words.length >= 3 || varied >= 12)) return "strong";
  if (length >= 14) return "fair";
  return varied >= 9 ? "fair" : "weak";
}

/** The estimate in words, with what would help. */
export function strengthWords(strength: Strength): string {
  switch (strength) {
    case "short":
      return t`Too short: at least ${MIN_LENGTH} characters. Four unrelated words are easy to keep.`;
    case "weak":
      return t`Weak: someone could guess this. Add another word.`;
    case "fair":
      return t`Fair: good enough. One more word makes it strong.`;
    case "strong":
      return t`Strong: long enough that guessing is hopeless.`;
  }
}
