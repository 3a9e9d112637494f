import "./styles/tokens.css";
import "./styles/base.css";
import "./app/commands/all";
import { I18nProvider } from "@lingui/react";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { onInterruption } from "./api/call";
import { queryClient } from "./api/queryClient";
import { App } from "./app/App";
import { startHotkeys } from "./app/commands/hotkeys";
import { sessionEnded } from "./app/lock";
import { watchTheme } from "./app/theme";
import { askPassphrase } from "./features/access/reauthentication";
import { i18n, rememberedLocale, setLocale } from "./i18n";
import { startPlatform } from "./platform";

async function start(): Promise<void> {
  watchTheme();
  await Promise.all([startPlatform(), setLocale(rememberedLocale(), false)]);
  startHotkeys();
  onInterruption({ reauthenticate: askPassphrase, locked: () => void sessionEnded() });
  const root = document.getElementById("root");
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={queryClient}>
          <App />
        </QueryClientProvider>
      </I18nProvider>
    </StrictMode>,
  );
}

void start();
