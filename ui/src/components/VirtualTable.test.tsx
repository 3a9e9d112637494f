import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { VirtualTable } from "./VirtualTable";

// jsdom has no layout: every element is 800 by 600 here.
beforeAll(() => {
  vi.spyOn(Element.prototype, "clientHeight", "get").mockReturnValue(600);
  vi.spyOn(Element.prototype, "clientWidth", "get").mockReturnValue(800);
});
afterAll(() => vi.restoreAllMocks());

function Table({ onOpen }: { onOpen(index: number): void }) {
  const [current, setCurrent] = useState(0);
  return (
    <VirtualTable
      label="Patients"
      columns={[{ id: "name", header: "Name", width: "1fr", cell: (row: string) => row }]}
      count={100_000}
      rowAt={(index) => (index < 500 ? `Patient ${index}` : undefined)}
      rowKey={(index) => index}
      rowHeight={32}
      current={current}
      onCurrent={setCurrent}
      onOpen={onOpen}
    />
  );
}

describe("a table of a hundred thousand rows", () => {
  it("draws only the rows in sight, and says how many there are", () => {
    render(<Table onOpen={() => {}} />);
    expect(screen.getByRole("grid").getAttribute("aria-rowcount")).toBe("100001");
    const drawn = screen.getAllByRole("row").length;
    expect(drawn).toBeGreaterThan(18);
    expect(drawn).toBeLessThan(80);
  });

  it("has one tab stop, moves by arrows and opens on Enter", () => {
    const onOpen = vi.fn();
    render(<Table onOpen={onOpen} />);
    const stops = () => screen.getAllByRole("row").filter((row) => row.tabIndex === 0);
    const first = stops();
    fireEvent.keyDown(stops()[0] as HTMLElement, { key: "ArrowDown" });
    fireEvent.keyDown(stops()[0] as HTMLElement, { key: "ArrowDown" });
    expect(first).toHaveLength(1);
    expect(stops().map((row) => row.textContent)).toEqual(["Patient 2"]);
    fireEvent.keyDown(stops()[0] as HTMLElement, { key: "Enter" });
    expect(onOpen).toHaveBeenCalledExactlyOnceWith(2);
  });
});
