import { act, renderHook, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { useSearch } from "./useSearch";

describe("searching while typing", () => {
  it("a late answer to older text is never shown", async () => {
    const answers = new Map<string, (items: string[]) => void>();
    const ask = (text: string) => new Promise<string[]>((resolve) => answers.set(text, resolve));
    const { result, rerender } = renderHook(({ text }) => useSearch(text, ask), { initialProps: { text: "or" } });
    rerender({ text: "ort" });
    await waitFor(() => expect(answers.has("ort")).toBe(true));
    await act(async () => answers.get("ort")?.(["Ortega"]));
    expect(result.current).toMatchObject({ items: ["Ortega"], answered: "ort" });
    await act(async () => answers.get("or")?.(["Orban"]));
    expect(result.current.items).toEqual(["Ortega"]);
    rerender({ text: "" });
    expect(result.current.items).toEqual([]);
  });
});
