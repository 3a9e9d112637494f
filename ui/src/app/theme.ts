import { useSyncExternalStore } from "react";

export type Theme = "light" | "dark" | "system";

/** The look belongs to the room the screen stands in, so it is remembered for the device, not for the person. */
const KEY = "yarrow.theme";
const listeners = new Set<() => void>();
let choice: Theme = read();

function read(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system";
  }
}

const darkRoom = () => typeof matchMedia === "function" && matchMedia("(prefers-color-scheme: dark)").matches;

/** What is on the screen now. */
export function shownTheme(): "light" | "dark" {
  if (choice === "system") return darkRoom() ? "dark" : "light";
  return choice;
}

function paint(): void {
  document.documentElement.dataset.theme = shownTheme();
  for (const listener of listeners) listener();
}

/** Follows the system while the choice is "system". */
export function watchTheme(): void {
  paint();
  if (typeof matchMedia === "function") matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
}

export function setTheme(next: Theme): void {
  choice = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // It still holds until the window closes.
  }
  paint();
}

/** Light to dark and back. */
export function toggleTheme(): void {
  setTheme(shownTheme() === "dark" ? "light" : "dark");
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export function useTheme(): { choice: Theme; shown: "light" | "dark" } {
  const shown = useSyncExternalStore(subscribe, shownTheme);
  const chosen = useSyncExternalStore(subscribe, () => choice);
  return { choice: chosen, shown };
}
