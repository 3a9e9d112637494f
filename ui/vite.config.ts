/// <reference types="vitest/config" />
import localesPlugin from "@react-aria/optimize-locales-plugin";
import babel from "@rolldown/plugin-babel";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [
    react(),
    // Turns the <Trans> and t`…` macros into plain calls; files without them are not even parsed.
    babel({
      presets: [
        {
          preset: { plugins: ["@lingui/babel-plugin-lingui-macro"] },
          rolldown: { filter: { code: /@lingui\/(core|react)\/macro/ } },
        },
      ],
    }),
    // React Aria ships thirty languages of its own words; the two this app speaks are enough.
    { ...localesPlugin.vite({ locales: ["en-US", "es-ES"] }), enforce: "pre" },
  ],
  css: { transformer: "lightningcss", modules: { localsConvention: "camelCaseOnly" } },
  build: {
    target: ["es2022", "safari16.4"],
    // The content security policy allows no data: fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  server: { port: 5173, strictPort: true, host: "127.0.0.1" },
  test: {
    // A drawn component needs a document; logic alone does not, and starts ten times sooner without one.
    projects: [
      {
        extends: true,
        test: {
          name: "drawn",
          environment: "jsdom",
          include: ["src/**/*.test.tsx"],
          setupFiles: ["src/test/setup.ts", "src/test/setup.drawn.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "plain",
          environment: "node",
          include: ["src/**/*.test.ts"],
          setupFiles: ["src/test/setup.ts"],
          isolate: false,
        },
      },
    ],
    css: { modules: { classNameStrategy: "non-scoped" } },
    // A busy two-core machine needs patience rather than luck.
    testTimeout: 15_000,
  },
});
