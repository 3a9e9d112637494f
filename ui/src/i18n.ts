import { i18n, type Messages } from "@lingui/core";

export type Locale = "en" | "es";

const KEY = "yarrow.language";

const catalogues: Record<Locale, () => Promise<{ messages: Messages }>> = {
  en: () => import("./locales/en/messages"),
  es: () => import("./locales/es/messages"),
};

/** The language this device was last used in, or the system's if it is one we have. */
export function rememberedLocale(): Locale {
  try {
    const kept = localStorage.getItem(KEY);
    if (kept === "en" || kept === "es") return kept;
  } catch {
    // Without storage the system's language decides.
  }
  return navigator.language.startsWith("es") ? "es" : "en";
}

/** Switches every word on the screen, and remembers it on this device. */
export async function setLocale(locale: Locale, remember = true): Promise<void> {
  const { messages } = await catalogues[locale]();
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = locale;
  if (!remember) return;
  try {
    localStorage.setItem(KEY, locale);
  } catch {
    // Remembering is a comfort, not a need.
  }
}

export { i18n };
