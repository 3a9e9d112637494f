import type { ApiError, Change, CommandName, Pdf } from "../api/bindings";

/** What the Rust side answers to every command: the value, and what the command changed. */
export interface Reply {
  value: unknown;
  changes: Change[];
}

/** A request the backend refused, as it crosses the boundary. */
export class PlatformError extends Error {
  readonly error: ApiError;
  constructor(error: ApiError) {
    super(error.message);
    this.name = "PlatformError";
    this.error = error;
  }
}

/** Everything the UI may ask of the place it runs in. Nothing outside platform/ knows which place that is. */
export interface Platform {
  readonly kind: "window" | "browser";
  /** Sends one command. Rejects with PlatformError. */
  rpc(command: CommandName, request: unknown): Promise<Reply>;
  /** Lets the person choose where a PDF goes. Resolves to false when they changed their mind. */
  savePdf(pdf: Pdf): Promise<boolean>;
  /** Hands a PDF to the system's printing. The page itself is never printed. */
  printPdf(pdf: Pdf): Promise<void>;
  /** Saves any other file the person asked for, such as the text of a note that could not be stored. */
  saveFile(name: string, contentType: string, bytes: Uint8Array): Promise<boolean>;
}
