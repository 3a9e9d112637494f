import { closeInnermost, escapeIsTaken } from "../layers/layers";
import { isBare, keyOf, normalKeys } from "./keys";
import { type LiveCommand, liveCommands, runCommand } from "./registry";

let singleLetters = true;

/** The personal switch for keys without a modifier (WCAG 2.1.4). */
export function allowSingleLetters(on: boolean): void {
  singleLetters = on;
}

export function inTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[contenteditable="true"]')) return true;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  if (target instanceof HTMLInputElement)
    return !["checkbox", "radio", "button", "submit", "range", "file"].includes(target.type);
  return target.getAttribute("role") === "spinbutton" || target.getAttribute("role") === "combobox";
}

/** The scopes the focus stands in, innermost first. */
function scopesAt(target: EventTarget | null): string[] {
  const scopes: string[] = [];
  for (let node = target instanceof Element ? target : null; node; node = node.parentElement) {
    const scope = node.getAttribute("data-scope");
    if (scope) scopes.push(...scope.split(" "));
  }
  return scopes;
}

function stepsOf(command: LiveCommand): string[][] {
  return [command.keys, command.alternative].filter((keys) => keys !== undefined).map(normalKeys);
}

const startsWith = (steps: string[], typed: string[]) => typed.every((step, at) => steps[at] === step);

/** Which command the typed keys mean here, and whether more keys could follow. */
export function resolve(
  typed: string[],
  target: EventTarget | null,
  commands: LiveCommand[] = liveCommands(),
): { run: LiveCommand | null; waiting: boolean } {
  const scopes = scopesAt(target);
  const typing = inTextField(target);
  const rank = (command: LiveCommand) => {
    const at = scopes.indexOf(command.scope);
    return at < 0 ? Number.MAX_SAFE_INTEGER : at;
  };
  let run: LiveCommand | null = null;
  let waiting = false;
  for (const command of commands) {
    for (const steps of stepsOf(command)) {
      if (!startsWith(steps, typed)) continue;
      if (typing && command.notInText) continue;
      if (isBare(steps[0] ?? "")) {
        // Bare letters: off while typing, off when switched off, and only on the focused row or pane they belong to.
        if (typing || !singleLetters) continue;
        if (command.scope !== "global" && !scopes.includes(command.scope)) continue;
      }
      if (steps.length > typed.length) {
        waiting = true;
        continue;
      }
      if (!run || rank(command) < rank(run) || (rank(command) === rank(run) && command.order > run.order))
        run = command;
    }
  }
  return { run, waiting };
}

const SEQUENCE_MS = 1_200;

/** Starts listening. One listener for the whole app; answers how to stop. */
export function startHotkeys(): () => void {
  let typed: string[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let escapeTaken = false;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      typed = [];
      if (!event.defaultPrevented && !escapeTaken && closeInnermost()) event.preventDefault();
      return;
    }
    if (event.defaultPrevented) return;
    const key = keyOf(event);
    if (!key) return;
    clearTimeout(timer);
    let { run, waiting } = resolve([...typed, key], event.target);
    if (!run && !waiting && typed.length > 0) {
      typed = [];
      ({ run, waiting } = resolve([key], event.target));
    }
    if (run) {
      typed = [];
      event.preventDefault();
      runCommand(run.id);
      return;
    }
    if (waiting) {
      typed.push(key);
      timer = setTimeout(() => {
        typed = [];
      }, SEQUENCE_MS);
      return;
    }
    typed = [];
    // The web view's own print, reload and find would show or lose the page; they have no meaning here.
    if (["Mod+P", "Mod+R", "F5", "Mod+F", "Mod+Shift+R"].includes(key)) event.preventDefault();
  };

  // Lists and menus close on Escape before the event arrives here, so what was open is noted on the way down.
  const onCapture = (event: KeyboardEvent) => {
    escapeTaken = event.key === "Escape" && escapeIsTaken(event);
    // The widget library has its own F6, which would go to a passing notice instead of the next pane.
    // A chord such as Ctrl+Enter means its command alone: the button that happens to hold the focus (to acknowledge a
    // finding, say) must not be pressed by it as well.
    const chord = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !inTextField(event.target);
    if (event.key === "F6" || chord) {
      onKeyDown(event);
      if (chord) event.preventDefault();
      event.stopImmediatePropagation();
    }
  };

  window.addEventListener("keydown", onCapture, true);
  window.addEventListener("keydown", onKeyDown);
  return () => {
    clearTimeout(timer);
    window.removeEventListener("keydown", onCapture, true);
    window.removeEventListener("keydown", onKeyDown);
  };
}
