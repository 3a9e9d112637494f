import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { OutboxPage as Page } from "../../api/bindings";
import { queryClient } from "../../api/queryClient";
import "../../app/commands/all";
import { startHotkeys } from "../../app/commands/hotkeys";
import { setPermissions } from "../../app/commands/registry";
import { answerWith } from "../../test/platform";
import { SESSION, Surroundings } from "../../test/Surroundings";
import OutboxPage from "./OutboxPage";

vi.mock("@tanstack/react-router", () => ({ useNavigate: () => vi.fn() }));

const patient = { id: "p", name: "Lindqvist, Ana", birth_date: "1959-03-14", mrn: "100", phone: null };
const page: Page = {
  count: { requests: 1, attention: 1, queued: 0 },
  route: { connection: "https", contact_at: null, trouble: null, trouble_since: null },
  inbound: [
    {
      id: "in",
      patient,
      candidates: [],
      kind: "rx_renewal_request",
      state: "waiting",
      closed_at: null,
      problem: null,
      text: null,
      received_at: "2026-11-20T10:00:00Z",
      request: { drug: { display: "Lisinopril 10 mg tablet" }, pharmacy: "Alder Pharmacy", instead: [] },
    },
  ],
  transmissions: [
    {
      id: "out",
      patient,
      kind: "new_rx",
      route: "electronic",
      state: "expired",
      state_at: "2026-11-20T10:00:00Z",
      state_note: "Nobody answered",
      display: "Amoxicillin 500 mg capsule",
      pharmacy: "Alder Pharmacy",
      attention: null,
      settled: false,
      attempts: 3,
      elsewhere: false,
      last_error: null,
    },
  ],
} as never;
const detail = {
  view: page.inbound[0],
  order: null,
  drafts: [
    {
      product: "lisinopril|10 mg|tablet",
      display: "Lisinopril 10 mg tablet",
      sig: "1 tab daily",
      quantity: "30",
      refills: 2,
    },
  ],
  doubts: [] as string[],
  not_by_message: null,
  answers: [],
  text: "<Message/>",
};

let stop: () => void;
const permissions = [...SESSION.permissions, "chart_write" as const];
beforeEach(() => {
  queryClient.clear();
  setPermissions(permissions);
  stop = startHotkeys();
});
afterEach(() => stop());

const show = () =>
  render(
    <Surroundings session={{ ...SESSION, permissions }}>
      <OutboxPage />
    </Surroundings>,
  );
const press = (key: string, more: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });

describe("the outbox", () => {
  it("a renewal is granted with two keys and signed as asked", async () => {
    const asked = answerWith({
      outbox: () => page,
      pharmacy_request: () => detail,
      override_reasons: () => [],
      approve_request: () => ({ outcome: "approved", prescription: { display: "Lisinopril" }, answer: {} }),
    });
    show();
    const row = await screen.findByRole("button", { name: /Asks to renew: Lisinopril/ });
    await waitFor(() => expect(document.activeElement).toBe(row));
    press("a");
    await screen.findByDisplayValue("1 tab daily");
    press("Enter", { ctrlKey: true });
    await waitFor(() =>
      expect(asked).toContainEqual({
        command: "approve_request",
        request: { id: "in", draft: null, on_paper: false },
      }),
    );
  });

  it("a doubt is looked at before anything is signed, and the draft then says what is meant", async () => {
    const asked = answerWith({
      outbox: () => page,
      pharmacy_request: () => ({ ...detail, doubts: ["Lisinopril was stopped on 3 Nov."] }),
      override_reasons: () => [],
      approve_request: () => ({ outcome: "approved", prescription: { display: "Lisinopril" }, answer: {} }),
    });
    show();
    (await screen.findByRole("button", { name: /Asks to renew/ })).focus();
    press("a");
    await screen.findByText(/was stopped on 3 Nov/);
    press("Enter", { ctrlKey: true });
    expect(asked.some((one) => one.command === "approve_request")).toBe(false);
    fireEvent.click(screen.getByRole("checkbox", { name: /I have looked at this/ }));
    press("Enter", { ctrlKey: true });
    await waitFor(() =>
      expect(asked.at(-1)).toMatchObject({ command: "approve_request", request: { draft: { refills: 2 } } }),
    );
  });

  it("what was given up says why and what to do, and is tried again with one key", async () => {
    const asked = answerWith({ outbox: () => page, retry_transmission: () => ({}) });
    show();
    const row = await screen.findByRole("button", { name: /Amoxicillin/ });
    expect(row.textContent).toContain("Nobody answered");
    expect(row.textContent).toContain("Try again");
    row.focus();
    press("r");
    await waitFor(() => expect(asked).toContainEqual({ command: "retry_transmission", request: { id: "out" } }));
  });

  it("an empty outbox says so", async () => {
    answerWith({ outbox: () => ({ ...page, inbound: [], transmissions: [] }) });
    show();
    expect(await screen.findByText(/Nothing waits for a pharmacy/)).toBeTruthy();
  });
});
