import { describe, expect, it } from "vitest";
import type { AlertReport } from "../../api/bindings";
import { alertCsv, daysBefore } from "./alertReport";

const report: AlertReport = {
  rows: [
    {
      rule: "statin-cyp3a4",
      title: 'Rhabdomyolysis, "rare"',
      tier: "contraindicated",
      practitioner_id: "p",
      practitioner: "=Dr. Osei",
      shown: 3,
      changed: 1,
      overridden: 2,
    },
  ],
  prescriptions: 40,
  interruptions: 3,
};

describe("the alert report as a file", () => {
  it("has_the_rows_of_the_screen_and_no_cell_that_a_spreadsheet_would_run", () => {
    const words = { contraindicated: "Contraindicated", high: "High", moderate: "Moderate", low: "Low" };
    expect(alertCsv(report, words)).toBe(
      "rule,title,tier,prescriber,shown,changed,overridden\r\n" +
        `statin-cyp3a4,"Rhabdomyolysis, ""rare""",Contraindicated,'=Dr. Osei,3,1,2\r\n`,
    );
  });

  it("looks_back_whole_days", () => {
    expect(daysBefore("2026-11-20T12:00:00.000Z", 30)).toBe("2026-10-21T12:00:00.000Z");
  });
});
