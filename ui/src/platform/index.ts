import type { Platform } from "./types";

export { base64Of, bytesOf } from "./bytes";
export { type Platform, PlatformError, type Reply } from "./types";

let current: Platform | undefined;

/** Finds out where the UI runs. Called once, before the first command. */
export async function startPlatform(): Promise<Platform> {
  current =
    "__TAURI_INTERNALS__" in window
      ? (await import("./tauri")).tauriPlatform()
      : (await import("./http")).httpPlatform();
  return current;
}

/** Puts a stand-in in place; for tests. */
export function setPlatformForTest(platform: Platform): void {
  current = platform;
}

export function platform(): Platform {
  if (!current) throw new Error("startPlatform() has not run yet");
  return current;
}
