import { invoke } from "@tauri-apps/api/core";
import type { ApiError, Pdf } from "../api/bindings";
import { base64Of } from "./bytes";
import { type Platform, PlatformError, type Reply } from "./types";

/** The desktop window. One Tauri command carries everything; names starting `shell_` are answered by the shell itself. */
export function tauriPlatform(): Platform {
  async function send(command: string, request: unknown): Promise<Reply> {
    try {
      return await invoke<Reply>("rpc", { command, request });
    } catch (cause) {
      if (typeof cause === "object" && cause !== null && "kind" in cause) throw new PlatformError(cause as ApiError);
      throw new PlatformError({ kind: "internal", message: "The window could not reach Yarrow. Nothing was changed." });
    }
  }

  async function saveFile(name: string, contentType: string, base64: string): Promise<boolean> {
    const reply = await send("shell_save_file", { file_name: name, content_type: contentType, base64 });
    return (reply.value as { saved: boolean }).saved;
  }

  return {
    kind: "window",
    rpc: send,
    saveFile: (name, contentType, bytes) => saveFile(name, contentType, base64Of(bytes)),
    savePdf: (pdf: Pdf) => saveFile(pdf.file_name, "application/pdf", pdf.base64),
    async printPdf(pdf: Pdf) {
      await send("shell_print_pdf", { file_name: pdf.file_name, base64: pdf.base64 });
    },
  };
}
