import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

// jsdom has no layout and no CSS.escape; both are asked for by what we draw with.
globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS;
Element.prototype.scrollIntoView ??= () => {};

afterEach(cleanup);
