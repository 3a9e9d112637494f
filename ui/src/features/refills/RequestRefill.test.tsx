import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Permission } from "../../api/bindings";
import { queryClient } from "../../api/queryClient";
import "../../app/commands/all";
import { startHotkeys } from "../../app/commands/hotkeys";
import { setPermissions } from "../../app/commands/registry";
import { answerWith } from "../../test/platform";
import { SESSION, Surroundings } from "../../test/Surroundings";
import RequestRefill from "./RequestRefill";

const patient = {
  id: "p",
  family: "Lindqvist",
  given: "Ana",
  middle: null,
  suffix: null,
  birth_date: "1959-03-14",
  mrn: "100",
};
const physician = { id: "d1", display_name: "Dr. Osei", role: "physician", active: true };
const gone = { id: "d2", display_name: "Dr. Former", role: "physician", active: false };
const order = { id: "m1", display: "Lisinopril 10 mg tablet", sig: "", sig_text: "Take 1 tablet daily" };

const closed = vi.fn();
let stop: () => void;
beforeEach(() => {
  queryClient.clear();
  closed.mockClear();
  stop = startHotkeys();
});
afterEach(() => stop());

const show = (permissions: Permission[]) => {
  setPermissions(permissions);
  const asked = answerWith({
    patient: () => patient,
    practitioner_list: () => [physician, gone],
    medication_list: () => [order],
    request_refill: () => ({ id: "t", description: "Refill asked for" }),
  });
  render(
    <Surroundings session={{ ...SESSION, user_id: "nobody", permissions }}>
      <RequestRefill patientId="p" onClose={closed} />
    </Surroundings>,
  );
  return asked;
};
const record = () => fireEvent.keyDown(document.activeElement ?? document.body, { key: "Enter", ctrlKey: true });

describe("a refill that a patient asks for", () => {
  it("the front desk writes what the patient says and never asks for the medication list", async () => {
    const asked = show(["patient_demographics_read", "patient_demographics_write"]);
    await screen.findByText(/Lindqvist, Ana/);
    record();
    expect(await screen.findByText("Say what is asked for.")).toBeTruthy();
    await userEvent.type(screen.getByLabelText("What is asked for"), "the blood pressure pill");
    record();
    await waitFor(() => expect(closed).toHaveBeenCalled());
    expect(asked.some((one) => one.command === "medication_list")).toBe(false);
    expect(asked.at(-1)?.request).toEqual({
      patient_id: "p",
      medication_id: null,
      asked_for: "the blood pressure pill",
      note: null,
      owner_id: "d1",
    });
  });

  it("a nurse chooses the medication from what is taken", async () => {
    const asked = show(["patient_demographics_read", "patient_demographics_write", "chart_read", "chart_write"]);
    await screen.findByText(/Lindqvist, Ana/);
    await userEvent.type(await screen.findByRole("combobox", { name: "What is asked for" }), "lisin");
    await screen.findByRole("option", { name: /Lisinopril/ });
    await userEvent.keyboard("{Enter}");
    record();
    await waitFor(() => expect(closed).toHaveBeenCalled());
    expect(asked.at(-1)?.request).toMatchObject({ medication_id: "m1", owner_id: "d1" });
  });
});
