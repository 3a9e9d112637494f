import type { ApiError, Pdf } from "../api/bindings";
import { bytesOf } from "./bytes";
import { type Platform, PlatformError, type Reply } from "./types";

const TOKEN_KEY = "yarrow.token";

/** Takes the one-time token out of the address, so that it is not left in history or in a copied link. */
function takeToken(): string {
  const match = /^#token=([^&]+)/.exec(location.hash);
  if (match?.[1]) {
    sessionStorage.setItem(TOKEN_KEY, match[1]);
    history.replaceState(null, "", `${location.pathname}#/`);
    return match[1];
  }
  return sessionStorage.getItem(TOKEN_KEY) ?? "";
}

function isApiError(value: unknown): value is ApiError {
  return typeof value === "object" && value !== null && "kind" in value && "message" in value;
}

function objectUrl(contentType: string, bytes: Uint8Array<ArrayBuffer>): string {
  const url = URL.createObjectURL(new Blob([bytes], { type: contentType }));
  // Long enough for a viewer to read it, short enough not to keep a chart in memory.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return url;
}

/** The same UI in a browser, talking to the local program over loopback. */
export function httpPlatform(): Platform {
  const token = takeToken();

  async function rpc(command: string, request: unknown): Promise<Reply> {
    const body = JSON.stringify(request);
    let response: Response;
    try {
      response = await fetch(`/rpc/${command}`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
        body,
        // What was typed last still arrives when the page is closed under it. Browsers allow this up to 64 kB.
        keepalive: command === "save_draft" && body.length < 60_000,
      });
    } catch {
      throw new PlatformError({
        kind: "internal",
        message: "Yarrow on this computer does not answer. Nothing was changed. Start it again, then retry.",
      });
    }
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer as Reply;
    throw new PlatformError(
      isApiError(answer)
        ? answer
        : { kind: "internal", message: `The request was answered with status ${response.status}.` },
    );
  }

  async function saveFile(name: string, contentType: string, bytes: Uint8Array): Promise<boolean> {
    const link = document.createElement("a");
    link.href = objectUrl(contentType, bytes as Uint8Array<ArrayBuffer>);
    link.download = name;
    link.click();
    return true;
  }

  return {
    kind: "browser",
    rpc,
    saveFile,
    savePdf: (pdf: Pdf) => saveFile(pdf.file_name, "application/pdf", bytesOf(pdf.base64)),
    async printPdf(pdf: Pdf) {
      window.open(objectUrl("application/pdf", bytesOf(pdf.base64)), "_blank", "noopener");
    },
  };
}
