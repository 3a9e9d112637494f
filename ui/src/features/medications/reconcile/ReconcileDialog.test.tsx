import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { queryClient } from "../../../api/queryClient";
import "../../../app/commands/all";
import { startHotkeys } from "../../../app/commands/hotkeys";
import { setPermissions } from "../../../app/commands/registry";
import { answerWith } from "../../../test/platform";
import { SESSION, Surroundings } from "../../../test/Surroundings";
import { type Begun, NOTHING_BEGUN, ReconcileDialog } from "./ReconcileDialog";

const patient = {
  id: "p",
  family: "Lindqvist",
  given: "Ana",
  middle: null,
  suffix: null,
  birth_date: "1959-03-14",
  mrn: "100",
};
const drug = (display: string) => ({ display, sig: "", sig_text: "Take 1 tablet daily" });
const outside = (display: string) => ({ ...drug(display), source: "letter", line: 1 });
const rows = [
  {
    key: "lisinopril",
    kind: "differs",
    here: drug("Lisinopril 10 mg tablet"),
    outside: [outside("Lisinopril 20 mg tablet")],
    choices: ["keep", "change", "stop", "skip"],
    settled: null,
    note: "Another strength outside: 20 mg.",
  },
  {
    key: "metformin",
    kind: "only_outside",
    here: null,
    outside: [outside("Metformin")],
    choices: ["add", "skip"],
    settled: null,
    note: null,
  },
];
const finding = {
  key: "f",
  tier: "high",
  title: "Lisinopril with potassium",
  mechanism: "Raises potassium.",
  management: "",
  source: "Label",
  source_date: "2023",
  facts: [],
};
const preview = {
  list: [{ display: "Lisinopril 20 mg tablet", sig_text: "", is_new: true }],
  leaving: ["Lisinopril 10 mg tablet"],
  skipped: 0,
  findings: [{ finding, display: "Lisinopril 20 mg tablet", is_new: true, needs_answer: true }],
  not_checked: [],
  refused: [],
  checked_against: "1 medication, 0 allergies",
  data_date: "2026-11-20",
  data_warning: null,
};

const closed = vi.fn();
function Held() {
  const [begun, setBegun] = useState<Begun>({ ...NOTHING_BEGUN, text: "lisinopril 20 mg", source: "letter" });
  return (
    <Surroundings>
      <ReconcileDialog patient={patient as never} begun={begun} onBegun={setBegun} onClose={closed} />
    </Surroundings>
  );
}

let stop: () => void;
beforeEach(() => {
  queryClient.clear();
  closed.mockClear();
  setPermissions([...SESSION.permissions, "chart_write"]);
  stop = startHotkeys();
});
afterEach(() => stop());
const press = (key: string, more: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });

describe("reconciling two lists", () => {
  it("one key a row, one chord to check, and a finding is answered before one act applies it", async () => {
    const asked = answerWith({
      reconcile_lists: () => ({ rows, imported: 2, last: null }),
      preview_reconciliation: () => preview,
      override_reasons: () => [],
      reconcile_medications: () => ({ outcome: "reconciled", reconciliation: { id: "r", acts: [] } }),
    });
    render(<Held />);
    const first = await screen.findByRole("button", { name: /Lisinopril 10\smg tablet/ });
    await waitFor(() => expect(document.activeElement).toBe(first));
    press("c");
    press("a");
    expect(screen.getByText("Every row is decided")).toBeTruthy();
    press("Enter", { ctrlKey: true });
    await screen.findByText("Lisinopril with potassium");
    press("Enter", { ctrlKey: true });
    expect(
      asked.some((one) => one.command === "reconcile_medications"),
      "nothing goes past a finding",
    ).toBe(false);
    await userEvent.click(screen.getByRole("checkbox", { name: "Acknowledge" }));
    press("Enter", { ctrlKey: true });
    await waitFor(() => expect(closed).toHaveBeenCalled());
    expect(asked.at(-1)).toEqual({
      command: "reconcile_medications",
      request: {
        patient_id: "p",
        text: "lisinopril 20 mg",
        source: "letter",
        decisions: [
          { key: "lisinopril", choice: "change" },
          { key: "metformin", choice: "add" },
        ],
        overrides: [{ finding_key: "f", code: null, reason: "Acknowledged" }],
      },
    });
  });

  it("a refused row is named and the dialog stays", async () => {
    answerWith({
      reconcile_lists: () => ({ rows, imported: 1, last: null }),
      preview_reconciliation: () => ({ ...preview, findings: [] }),
      override_reasons: () => [],
      reconcile_medications: () => ({
        outcome: "refused",
        rows: [{ key: "metformin", display: "Metformin", because: "It is taken over twice." }],
      }),
    });
    render(<Held />);
    await screen.findByRole("button", { name: /Lisinopril 10\smg tablet/ });
    press("Enter", { ctrlKey: true });
    await screen.findByText("Leaves the list");
    press("Enter", { ctrlKey: true });
    expect(await screen.findByText(/It is taken over twice/)).toBeTruthy();
    expect(closed).not.toHaveBeenCalled();
  });
});
