/** A key press as the registry writes it: "Mod+K", "Shift+F6", "Alt+R", "?", "ArrowDown". */
export const isMac = typeof navigator !== "undefined" && /Mac|iPhone|iPad/.test(navigator.platform);

const ONLY_MODIFIERS = new Set(["Control", "Shift", "Alt", "Meta", "AltGraph", "CapsLock", "Dead", "Process"]);

/** Writes a keyboard event down, or answers null for a modifier alone. */
export function keyOf(
  event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
): string | null {
  if (ONLY_MODIFIERS.has(event.key)) return null;
  const mod = isMac ? event.metaKey : event.ctrlKey;
  // Alt changes the letter on some layouts (⌥R is ®), so the physical key names it.
  const letter = event.altKey && /^Key[A-Z]$/.test(event.code) ? event.code.slice(3) : event.key;
  const single = letter.length === 1;
  let text = single ? letter.toUpperCase() : letter;
  if (text === " ") text = "Space";
  // Shift is part of the sign itself in "?" or "+", but not in a letter or a named key.
  const shiftCounts = event.shiftKey && (!single || /[A-Z0-9]/.test(text));
  return `${mod ? "Mod+" : ""}${!isMac && event.metaKey ? "Meta+" : ""}${isMac && event.ctrlKey ? "Ctrl+" : ""}${event.altKey ? "Alt+" : ""}${shiftCounts ? "Shift+" : ""}${text}`;
}

/** Normalises what a command declares, so that "mod+k" and "Mod+K" are one. */
export function normalKeys(keys: string): string[] {
  return keys.split(" ").map((step) => {
    const parts = step === "+" ? ["+"] : step.split("+");
    const key = parts.pop() ?? "";
    return [...parts, key.length === 1 ? key.toUpperCase() : key].join("+");
  });
}

/** Whether a step is a bare character, which must not act while someone types. */
export function isBare(step: string): boolean {
  return step.length === 1 || step === "Space" || /^Shift\+.$/.test(step);
}

/** The words on the key caps: "Mod+Enter" is Ctrl ⏎ here and ⌘ ⏎ on a Mac. */
export function capsOf(keys: string): string[] {
  return normalKeys(keys)
    .flatMap((step) => (step === "+" ? ["+"] : step.split("+")))
    .map(capOf);
}

function capOf(part: string): string {
  switch (part) {
    case "Mod":
      return isMac ? "⌘" : "Ctrl";
    case "Alt":
      return isMac ? "⌥" : "Alt";
    case "Shift":
      return isMac ? "⇧" : "Shift";
    case "Enter":
      return "↵";
    case "Escape":
      return "Esc";
    case "ArrowUp":
      return "↑";
    case "ArrowDown":
      return "↓";
    case "ArrowLeft":
      return "←";
    case "ArrowRight":
      return "→";
    default:
      return part;
  }
}
