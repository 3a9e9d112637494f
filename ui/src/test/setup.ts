import { i18n } from "@lingui/core";
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

// Tests read the source sentences, so they do not depend on the compiled catalogue being fresh.
i18n.loadAndActivate({ locale: "en", messages: {} });

// jsdom has no layout and no CSS.escape; both are asked for by what we draw with.
globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS;
Element.prototype.scrollIntoView ??= () => {};

afterEach(cleanup);
