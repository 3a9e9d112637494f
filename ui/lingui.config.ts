import { defineConfig } from "@lingui/cli";
import { formatter } from "@lingui/format-po";

/** English is the source; a missing Spanish sentence falls back to it. */
export default defineConfig({
  sourceLocale: "en",
  locales: ["en", "es"],
  fallbackLocales: { default: "en" },
  catalogs: [{ path: "src/locales/{locale}/messages", include: ["src"], exclude: ["**/*.test.*", "src/locales/**"] }],
  compileNamespace: "ts",
  orderBy: "message",
  format: formatter({ lineNumbers: false, origins: false }),
});
