import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { ControlledReport, DrugHit, PrescriptionDraft, RecordPdmpQuery } from "../../../api/bindings";
import { type Platform, setPlatformForTest } from "../../../platform";
import { emptyForm } from "./draft";
import { PrescribePanel } from "./PrescribePanel";

const oxycodone: DrugHit = {
  product: "oxycodone|5 mg|tablet",
  display: "Oxycodone 5 mg tablet",
  ingredients: ["oxycodone"],
  strength: "5 mg",
  dose_form: "tablet",
  route: "oral",
  brand: null,
  generic: true,
  dea_schedule: "CII",
  otc: false,
  rxcui: null,
  matched: "oxyc",
};

const cancer = { code: "cancer", display: "Pain of cancer" };
let lookedUp = false;
let daysMost = 3;
let controlled = true;
const sent: { command: string; request: unknown }[] = [];

/** What the law says: at most so many days unless it is cancer, and a look-up before signing. */
function law(draft: PrescriptionDraft): ControlledReport | null {
  if (!controlled) return null;
  const days = draft.days_supply ?? 0;
  const lifted = draft.supply_exception === "cancer";
  return {
    schedule: "CII",
    federal: "CII",
    by_state: null,
    state: "NJ",
    state_name: "New Jersey",
    days_supply: days,
    refills_most: 0,
    days_most: daysMost,
    last_fill: null,
    refusals:
      days > daysMost && !lifted
        ? [
            {
              field: "days_supply",
              text: "New Jersey: at most a few days.",
              place: "New Jersey",
              source: "N.J.S.A. 24:21-15.2",
              as_of: "2024",
              rule: "nj",
              exceptions: [cancer],
            },
          ]
        : [],
    limits: [
      {
        text: "New Jersey: at most a few days.",
        place: "New Jersey",
        source: "N.J.S.A. 24:21-15.2",
        as_of: "2024",
        rule: "nj",
        lifted_by: lifted ? "Pain of cancer" : null,
      },
    ],
    exceptions: [cancer],
    print: [],
    notices: [],
    monitoring: {
      program: "NJPMP",
      duty: "required",
      done: lookedUp,
      good_for_days: 1,
      days_ago: lookedUp ? 0 : null,
      text: "Ask the program first.",
      source: "N.J.S.A. 45:1-46.1",
      as_of: "2024",
    },
    not_checked: [],
  };
}

const platform: Platform = {
  kind: "browser",
  savePdf: async () => true,
  printPdf: async () => undefined,
  saveFile: async () => true,
  rpc: async (command, request) => {
    sent.push({ command, request });
    switch (command) {
      case "search_drugs":
        return { value: [oxycodone], changes: [] };
      case "read_sig":
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
      case "check_prescription":
        return {
          value: {
            findings: [],
            clear: [],
            not_checked: [],
            remembered: [],
            adjusted: [],
            checked_against: "",
            data_date: "2026-10",
            data_warning: null,
            micros: 1,
          },
          changes: [],
        };
      case "check_controlled":
        return { value: { report: law(request as PrescriptionDraft), last_query: null }, changes: [] };
      case "record_pdmp_query":
        lookedUp = true;
        return { value: {}, changes: [] };
      case "override_reasons":
        return { value: [], changes: [] };
      case "stage_prescription":
        return { value: { outcome: "staged", prescription: { id: "rx1", reported: false }, report: {} }, changes: [] };
      default:
        throw new Error(command);
    }
  },
};

const staged = vi.fn();

async function prescribe(): Promise<ReturnType<typeof userEvent.setup>> {
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
          onClose={() => undefined}
        />
      </QueryClientProvider>
    </I18nProvider>,
  );
  await user.type(screen.getByLabelText("Drug, strength, form"), "oxyc");
  await screen.findByRole("option");
  await user.keyboard("{Enter}");
  await user.paste("1 tab po bid x7d");
  return user;
}

const stageButton = (): HTMLButtonElement => screen.getByRole("button", { name: /^Stage/ }) as HTMLButtonElement;

beforeEach(() => {
  setPlatformForTest(platform);
  lookedUp = false;
  daysMost = 3;
  controlled = true;
  sent.length = 0;
  staged.mockClear();
});

describe("prescribing a controlled substance", () => {
  it("what_the_law_refuses_is_said_with_its_source_and_cannot_be_staged", async () => {
    await prescribe();
    expect(await screen.findByText(/N.J.S.A. 24:21-15.2, as of 2024/)).toBeTruthy();
    expect(await screen.findByText("The law does not allow this")).toBeTruthy();
    expect(stageButton().disabled).toBe(true);
  });

  it("naming_the_exception_sets_the_limit_aside_and_goes_with_the_prescription", async () => {
    const user = await prescribe();
    await screen.findByText("The law does not allow this");
    await user.click(screen.getByRole("button", { name: /Exception/ }));
    await user.click(await screen.findByRole("option", { name: "Pain of cancer" }));
    await waitFor(() => expect(stageButton().disabled).toBe(false));
    await user.click(stageButton());
    await waitFor(() => expect(staged).toHaveBeenCalled());
    const request = sent.find((one) => one.command === "stage_prescription")?.request as PrescriptionDraft;
    expect(request).toMatchObject({ supply_exception: "cancer", days_supply: 7, refills: 0 });
  });

  it("the_missing_look_up_is_recorded_from_the_panel_and_then_shown_as_done", async () => {
    daysMost = 30;
    const user = await prescribe();
    expect(await screen.findByText("NJPMP: no look-up recorded")).toBeTruthy();
    expect(screen.getByText(/Signing waits for a look-up/)).toBeTruthy();
    await user.click(screen.getByRole("button", { name: /Record a look-up/ }));
    await user.click(await screen.findByRole("button", { name: "No entries" }));
    expect(await screen.findByText("NJPMP checked today")).toBeTruthy();
    const request = sent.find((one) => one.command === "record_pdmp_query")?.request as RecordPdmpQuery;
    expect(request).toMatchObject({ patient_id: "p", outcome: "checked", found: "No entries" });
  });

  it("the_refills_cannot_be_stepped_beyond_what_the_law_allows", async () => {
    daysMost = 30;
    const user = await prescribe();
    await screen.findByText(/no look-up recorded/);
    const refills = screen.getByLabelText("Refills");
    await user.click(refills);
    await user.keyboard("{ArrowUp}");
    expect((refills as HTMLInputElement).value).toBe("0");
  });

  it("a_drug_that_is_not_controlled_shows_nothing_of_it", async () => {
    controlled = false;
    await prescribe();
    await waitFor(() => expect(stageButton().disabled).toBe(false));
    expect(screen.queryByText("Controlled substance")).toBeNull();
  });
});
