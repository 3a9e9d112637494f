import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it } from "vitest";
import type { Pharmacy } from "../../../api/bindings";
import { answerWith } from "../../../test/platform";
import { Surroundings } from "../../../test/Surroundings";
import { PharmacyField } from "./PharmacyField";

const pharmacy = (id: string, name: string, more: Partial<Pharmacy> = {}): Pharmacy => ({
  id,
  ncpdp_id: null,
  npi: null,
  name,
  address: { line: ["14 Alder Lane"], city: "Alderbrook", state: "NY", postal_code: "12999" },
  phone: "(555) 010-4100",
  fax: null,
  services: [],
  transport: "fax",
  script: "2017071",
  note: null,
  active: true,
  ...more,
});
const alder = pharmacy("alder", "Alder Pharmacy");
const sedge = pharmacy("sedge", "Sedge Lane Pharmacy");

function Held({ usual, chosen }: { usual: string | null; chosen: string | null }) {
  const [form, setForm] = useState({ pharmacy: chosen ? "Alder Pharmacy, Alderbrook" : "", pharmacy_id: chosen });
  return (
    <Surroundings>
      <PharmacyField patientId="p" usual={usual} text={form.pharmacy} chosen={form.pharmacy_id} onChange={setForm} />
      <output>{JSON.stringify(form)}</output>
    </Surroundings>
  );
}
const kept = () => JSON.parse(screen.getByRole("status").textContent ?? "{}");

describe("the pharmacy of a prescription", () => {
  it("nothing typed offers where the patient went before and two keys choose it", async () => {
    answerWith({ pharmacy_choices: () => [alder, sedge] });
    render(<Held usual="alder" chosen={null} />);
    await userEvent.click(screen.getByRole("combobox", { name: "Pharmacy" }));
    expect(await screen.findByRole("option", { name: /Alder Pharmacy Usual pharmacy/ })).toBeTruthy();
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(kept()).toEqual({ pharmacy: "Sedge Lane Pharmacy, Alderbrook", pharmacy_id: "sedge" });
  });

  it("letters search the directory and a closed pharmacy is not offered", async () => {
    const asked = answerWith({
      pharmacy_choices: () => [],
      find_pharmacies: () => [sedge, pharmacy("old", "Sedge Lane Drugs", { active: false })],
    });
    render(<Held usual={null} chosen={null} />);
    await userEvent.type(screen.getByRole("combobox", { name: "Pharmacy" }), "12999 sed");
    expect(await screen.findAllByRole("option")).toHaveLength(1);
    await userEvent.keyboard("{Enter}");
    expect(kept().pharmacy_id).toBe("sedge");
    expect(asked.at(-1)?.request).toEqual({ query: "12999 sed", limit: 12 });
  });

  it("a name that is not in the directory stays as typed and says that it is for paper", async () => {
    answerWith({ pharmacy_choices: () => [], find_pharmacies: () => [] });
    render(<Held usual={null} chosen={null} />);
    await userEvent.type(screen.getByRole("combobox", { name: "Pharmacy" }), "Shop in Lisbon");
    await screen.findByText(/No pharmacy “Shop in Lisbon”/);
    await userEvent.keyboard("{Enter}");
    expect(kept()).toEqual({ pharmacy: "Shop in Lisbon", pharmacy_id: null });
    expect(screen.getByText(/on paper only/)).toBeTruthy();
  });

  it("another pharmacy can be made the usual one, and the usual one says so", async () => {
    const asked = answerWith({ pharmacy_choices: () => [alder], prefer_pharmacy: () => ({}) });
    const { rerender } = render(<Held usual="sedge" chosen="alder" />);
    await userEvent.click(screen.getByRole("button", { name: "Make it the usual one" }));
    expect(asked).toContainEqual({ command: "prefer_pharmacy", request: { patient_id: "p", pharmacy_id: "alder" } });
    rerender(<Held usual="alder" chosen="alder" />);
    expect(screen.getByText("The usual pharmacy")).toBeTruthy();
  });
});
