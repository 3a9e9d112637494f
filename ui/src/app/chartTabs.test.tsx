import { renderHook } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { closeAllTabs, closeTab, lastChart, nameTab, openTab, useChartTabs } from "./chartTabs";

const open = () => renderHook(() => useChartTabs()).result.current.map((tab) => tab.patientId);

beforeEach(closeAllTabs);

describe("open charts", () => {
  it("are at most five, and the one used longest ago gives way", () => {
    for (const id of ["a", "b", "c", "d", "e"]) openTab(id);
    openTab("a");
    openTab("f");
    expect(open()).toEqual(["a", "c", "d", "e", "f"]);
  });

  it("closing one shows its neighbour, and closing the last shows none", () => {
    for (const id of ["a", "b", "c"]) openTab(id);
    expect(closeTab("b")).toBe("c");
    expect(closeTab("c")).toBe("a");
    expect(closeTab("a")).toBeNull();
    expect(lastChart()).toBeNull();
  });

  it("a name reaches only its own tab", () => {
    openTab("a");
    openTab("b");
    nameTab("a", "Ortega, M.", true);
    const tabs = renderHook(() => useChartTabs()).result.current;
    expect(tabs.map((tab) => tab.name)).toEqual(["Ortega, M.", ""]);
  });
});
