import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { CheckReport, DrugHit, Favourite, Finding, PrescriptionDraft } from "../../../api/bindings";
import { type Platform, PlatformError, setPlatformForTest } from "../../../platform";
import { emptyForm } from "./draft";
import { PrescribePanel } from "./PrescribePanel";

const clarithromycin: DrugHit = {
  product: "clarithromycin|500 mg|tablet",
  display: "Clarithromycin 500 mg tablet",
  ingredients: ["clarithromycin"],
  strength: "500 mg",
  dose_form: "tablet",
  route: "oral",
  brand: null,
  generic: true,
  dea_schedule: null,
  otc: false,
  rxcui: null,
  matched: "clar",
};

const stop: Finding = {
  kind: "interaction",
  tier: "contraindicated",
  key: "clar+simva",
  title: "Clarithromycin + simvastatin",
  mechanism: "Raises simvastatin exposure.",
  management: "",
  evidence: null,
  source: "US label",
  source_date: "2023",
  rule: "r",
  facts: [],
  other_id: "m2",
  alternatives: [{ ingredient: "azithromycin", text: "500 mg day 1" }],
  would_change: [],
  wide_net: false,
};

const favourite: Favourite = {
  ...clarithromycin,
  product: "clarithromycin|500 mg|tablet",
  sig: "1 tab po bid x7d",
  sig_text: "Take 1 tablet by mouth twice daily for 7 days",
  quantity: "14",
  quantity_unit: "tablet",
  days_supply: 7,
  refills: 1,
  times: 4,
  for_reason: true,
};

let favourites: Favourite[] = [];
let findings: Finding[] = [];
let checksFail = false;
const sent: { command: string; request: unknown }[] = [];

const report = (): CheckReport => ({
  findings,
  clear: ["No allergy match against 2 recorded allergies"],
  not_checked: [{ check: "Interactions", subject: "St. John's wort", because: "not in the vocabulary" }],
  remembered: [],
  adjusted: [],
  checked_against: "6 medications, 2 allergies",
  data_date: "2026-10",
  data_warning: null,
  micros: 400,
});

const platform: Platform = {
  kind: "browser",
  savePdf: async () => true,
  printPdf: async () => undefined,
  saveFile: async () => true,
  rpc: async (command, request) => {
    sent.push({ command, request });
    if (command === "search_drugs") return { value: [clarithromycin], changes: [] };
    if (command === "favourite_prescriptions") return { value: favourites, changes: [] };
    if (command === "read_sig") {
      return {
        value: {
          text: "",
          words: "Take 1 tablet by mouth twice daily for 7 days",
          understood: true,
          because: null,
          doses_per_day: "2",
          days: 7,
          quantity: "14",
          quantity_unit: "tablet",
          days_supply: 7,
        },
        changes: [],
      };
    }
    if (command === "check_prescription") {
      if (checksFail)
        throw new PlatformError({ kind: "internal", message: "The drug data could not be read.", field: null });
      return { value: report(), changes: [] };
    }
    if (command === "override_reasons")
      return { value: [{ code: "benefit", display: "Benefit outweighs risk" }], changes: [] };
    if (command === "stage_prescription")
      return {
        value: { outcome: "staged", prescription: { id: "rx1", reported: false }, report: report() },
        changes: [],
      };
    throw new Error(command);
  },
};

const staged = vi.fn();
const closed = vi.fn();

async function open(): Promise<ReturnType<typeof userEvent.setup>> {
  const user = userEvent.setup({ delay: null });
  render(
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={new QueryClient()}>
        <PrescribePanel
          patientId="p"
          usualPharmacy={null}
          encounterId="e"
          initial={emptyForm("2026-11-20", "Alder Pharmacy", false)}
          reasons={[]}
          medications={[]}
          onStaged={staged}
          onClose={closed}
        />
      </QueryClientProvider>
    </I18nProvider>,
  );
  return user;
}

async function prescribe(): Promise<ReturnType<typeof userEvent.setup>> {
  const user = await open();
  await user.type(screen.getByLabelText("Drug, strength, form"), "clar");
  await screen.findByRole("option");
  await user.keyboard("{Enter}");
  await user.paste("1 tab po bid x7d");
  return user;
}

const stageButton = (): HTMLElement => screen.getByRole("button", { name: /^(Stage|Override)/ });
const disabled = (): boolean => (stageButton() as HTMLButtonElement).disabled;

beforeEach(() => {
  setPlatformForTest(platform);
  favourites = [];
  findings = [];
  checksFail = false;
  sent.length = 0;
  staged.mockClear();
  closed.mockClear();
});

describe("prescribing", () => {
  it("a_clear_order_is_staged_with_the_quantity_from_the_directions", async () => {
    const user = await prescribe();
    await waitFor(() => expect(disabled()).toBe(false));
    await user.click(stageButton());
    await waitFor(() => expect(staged).toHaveBeenCalled());
    const request = sent.find((one) => one.command === "stage_prescription")?.request as PrescriptionDraft;
    expect(request).toMatchObject({ quantity: "14", sig: "1 tab po bid x7d", overrides: [], hold: [] });
  });

  it("a_favourite_is_offered_before_anything_is_typed_and_enter_fills_the_whole_order", async () => {
    favourites = [favourite];
    const user = await open();
    await screen.findByRole("option", { name: /Clarithromycin 500.mg tablet 1.tab po bid x7d/ });
    await user.keyboard("{Enter}");
    await waitFor(() => expect(disabled()).toBe(false));
    const checked = sent.find((one) => one.command === "check_prescription")?.request as PrescriptionDraft;
    expect(checked).toMatchObject({ product: "clarithromycin|500 mg|tablet", sig: "1 tab po bid x7d", refills: 1 });
    await user.click(screen.getByRole("button", { name: /Stage clarithromycin/ }));
    expect(staged).toHaveBeenCalledOnce();
  });

  it("a_contraindication_stops_staging_with_nothing_chosen_beforehand", async () => {
    findings = [stop];
    await prescribe();
    await screen.findByText("Clarithromycin + simvastatin");
    expect(screen.getAllByRole("radio").filter((radio) => (radio as HTMLInputElement).checked)).toEqual([]);
    expect(disabled()).toBe(true);
    expect(screen.getByText("1 contraindication")).toBeTruthy();
  });

  it("an_override_says_so_on_the_button_and_sends_code_and_words", async () => {
    findings = [stop];
    const user = await prescribe();
    await user.click(await screen.findByRole("radio", { name: /Prescribe anyway/ }));
    expect(disabled()).toBe(true);
    await user.click(await screen.findByRole("button", { name: /Reason/ }));
    await user.click(await screen.findByRole("option", { name: "Benefit outweighs risk" }));
    await user.click(screen.getByLabelText(/In your words/));
    await user.paste("Stopped by cardiology");
    await waitFor(() => expect(disabled()).toBe(false));
    expect(stageButton().textContent).toContain("Override and stage");
    await user.click(stageButton());
    await waitFor(() => expect(staged).toHaveBeenCalled());
    const request = sent.find((one) => one.command === "stage_prescription")?.request as PrescriptionDraft;
    expect(request.overrides).toEqual([
      { finding_key: "clar+simva", code: "benefit", reason: "Stopped by cardiology" },
    ]);
  });

  it("choosing_the_alternative_searches_for_it_and_drops_the_contraindicated_drug", async () => {
    findings = [stop];
    const user = await prescribe();
    await user.click(await screen.findByRole("radio", { name: /Change to azithromycin/ }));
    expect((screen.getByRole("combobox", { name: "Drug, strength, form" }) as HTMLInputElement).value).toBe(
      "azithromycin",
    );
    expect(screen.queryByText("Clarithromycin + simvastatin")).toBeNull();
    expect(disabled()).toBe(true);
  });

  it("what_was_not_checked_is_always_said", async () => {
    await prescribe();
    expect(await screen.findByText("Not checked")).toBeTruthy();
    expect(screen.getByText(/St. John's wort/)).toBeTruthy();
  });

  it("nothing_can_be_staged_when_the_checks_could_not_run", async () => {
    checksFail = true;
    await prescribe();
    expect(await screen.findByText("The safety checks could not run.")).toBeTruthy();
    expect(disabled()).toBe(true);
  });

  it("leaving_the_drug_field_never_chooses_a_drug", async () => {
    const user = userEvent.setup({ delay: null });
    render(
      <I18nProvider i18n={i18n}>
        <QueryClientProvider client={new QueryClient()}>
          <PrescribePanel
            patientId="p"
            usualPharmacy={null}
            encounterId="e"
            initial={emptyForm("2026-11-20", "", false)}
            reasons={[]}
            medications={[]}
            onStaged={staged}
            onClose={closed}
          />
        </QueryClientProvider>
      </I18nProvider>,
    );
    await user.type(screen.getByLabelText("Drug, strength, form"), "clar");
    await screen.findByRole("option");
    await user.tab();
    expect(sent.some((one) => one.command === "check_prescription")).toBe(false);
    expect(screen.getByText("Choose a drug")).toBeTruthy();
  });
});
