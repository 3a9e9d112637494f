import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { SearchField } from "./SearchField";

/** A search whose answers come when the test says so. */
function slowSearch() {
  const waiting = new Map<string, (items: string[]) => void>();
  const ask = (text: string) => new Promise<string[]>((resolve) => waiting.set(text, resolve));
  return { ask, answer: (text: string, items: string[]) => waiting.get(text)?.(items), waiting };
}

function Drug({ ask, onChoose }: { ask: (text: string) => Promise<string[]>; onChoose: (item: string) => void }) {
  const [text, setText] = useState("");
  return (
    <SearchField<string>
      label="Drug"
      text={text}
      onText={setText}
      search={ask}
      keyOf={(item) => item}
      render={(item) => item}
      onChoose={onChoose}
      empty={() => "Nothing"}
    />
  );
}

describe("Enter that is faster than the answer", () => {
  it("takes the first answer to what was typed when it comes", async () => {
    const { ask, answer, waiting } = slowSearch();
    const chosen = vi.fn();
    render(<Drug ask={ask} onChoose={chosen} />);
    const field = screen.getByRole("combobox");
    fireEvent.change(field, { target: { value: "lisin" } });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(chosen).not.toHaveBeenCalled();
    await waitFor(() => expect(waiting.has("lisin")).toBe(true));
    answer("lisin", ["Lisinopril 10 mg tablet", "Lisinopril 20 mg tablet"]);
    await waitFor(() => expect(chosen).toHaveBeenCalledExactlyOnceWith("Lisinopril 10 mg tablet"));
  });

  it("takes nothing when the words were changed meanwhile", async () => {
    const { ask, answer, waiting } = slowSearch();
    const chosen = vi.fn();
    render(<Drug ask={ask} onChoose={chosen} />);
    const field = screen.getByRole("combobox");
    fireEvent.change(field, { target: { value: "lisin" } });
    fireEvent.keyDown(field, { key: "Enter" });
    fireEvent.change(field, { target: { value: "losar" } });
    await waitFor(() => expect(waiting.has("losar")).toBe(true));
    answer("lisin", ["Lisinopril 10 mg tablet"]);
    answer("losar", ["Losartan 50 mg tablet"]);
    await screen.findByText("Losartan 50 mg tablet");
    expect(chosen).not.toHaveBeenCalled();
  });
});
