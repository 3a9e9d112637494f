import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { PatientHit } from "../../api/bindings";
import { answerWith } from "../../test/platform";
import { Surroundings } from "../../test/Surroundings";
import { bind } from "../commands/registry";
import "../commands/all";
import { Palette } from "./Palette";

const navigate = vi.fn();
vi.mock("@tanstack/react-router", () => ({ useNavigate: () => navigate }));

function hit(id: string, family: string, more: Partial<PatientHit> = {}): PatientHit {
  return {
    id,
    mrn: `204-${id}`,
    family,
    given: "Marisol",
    middle: null,
    preferred_name: null,
    birth_date: "1959-03-14",
    age: "67 y",
    gender: "female",
    phone: null,
    last_visit: null,
    similar: false,
    matched: "name",
    ...more,
  };
}

const show = () =>
  render(
    <Surroundings>
      <Palette open onClose={() => {}} />
    </Surroundings>,
  );
const highlighted = () => screen.getAllByRole("option").find((row) => row.getAttribute("aria-selected") === "true");

beforeEach(() => navigate.mockClear());

describe("the palette", () => {
  it("highlights the first row before anything is typed", async () => {
    answerWith({ recent_patients: () => [hit("1", "Ortega"), hit("2", "Vale")] });
    show();
    await screen.findByText(/Ortega/);
    expect(highlighted()?.textContent).toContain("Ortega");
  });

  it("two similar names say to check the birth date", async () => {
    answerWith({
      recent_patients: () => [],
      find_patients: () => [hit("1", "Ortega", { similar: true }), hit("2", "Ortego", { similar: true })],
    });
    show();
    await userEvent.keyboard("ort");
    expect(await screen.findAllByText(/check birth date/)).toHaveLength(2);
  });

  it("Enter pressed before the search answers waits, and opens who was typed, not who stood there", async () => {
    let answer: (hits: PatientHit[]) => void = () => {};
    answerWith({
      recent_patients: () => [hit("1", "Adeyemi")],
      find_patients: ({ query }: { query: string }) =>
        query === "vale" ? new Promise((resolve) => (answer = resolve)) : [],
    });
    show();
    await screen.findByText(/Adeyemi/);
    await userEvent.keyboard("vale{Enter}");
    expect(navigate).not.toHaveBeenCalled();
    await act(async () => answer([hit("9", "Vale")]));
    await waitFor(() => expect(navigate).toHaveBeenCalledWith({ to: "/chart/$patientId", params: { patientId: "9" } }));
  });

  it("offers to register a name nobody has", async () => {
    const registered = vi.fn();
    const unbind = bind("patients.register", registered);
    answerWith({ recent_patients: () => [], find_patients: () => [] });
    show();
    await userEvent.keyboard("Ortega");
    await screen.findByText(/Register “Ortega”/);
    await userEvent.keyboard("{Enter}");
    await waitFor(() => expect(registered).toHaveBeenCalledWith("Ortega"));
    unbind();
  });
});
