import { describe, expect, it } from "vitest";
import type { TimelineItem, VitalRow } from "../api/bindings";
import { itemSentence, vitalsChip } from "./noteLinks";

const row = (change: Partial<VitalRow>): VitalRow => ({
  code: "85354-9",
  label: "BP",
  value: "148/86",
  unit: "mmHg",
  interpretation: "H",
  effective_at: "2026-11-20T15:00:00Z",
  previous: null,
  previous_at: null,
  trend: [],
  ...change,
});

describe("what goes from the chart into the note", () => {
  it("an_old_weight_is_not_passed_off_as_todays", () => {
    const chip = vitalsChip(
      [row({}), row({ code: "w", label: "Weight", value: "71.4", unit: "kg", effective_at: "2025-01-01T12:00:00Z" })],
      "e1",
      "2026-11-20",
    );
    expect(chip).toEqual({ kind: "vitals", id: "e1", label: "BP 148/86", code: "" });
  });

  it("yesterdays_vitals_carry_their_day_into_todays_note", () => {
    expect(vitalsChip([row({})], "e1", "2026-11-21")?.label.replaceAll("\u00a0", " ")).toBe("20 Nov 2026: BP 148/86");
  });

  it("no_vitals_make_no_chip", () => {
    expect(vitalsChip([], "e1", "2026-11-20")).toBeNull();
  });

  it("an_inserted_result_carries_its_date_and_its_flag", () => {
    const item: TimelineItem = {
      id: "t",
      kind: "result",
      at: "2026-11-11T12:00:00Z",
      title: "BMP",
      detail: "",
      byline: "",
      encounter_id: null,
      note_id: null,
      signed: null,
      values: [
        { code: "c", label: "eGFR", value: "58", unit: "mL/min", interpretation: "L", reference: "≥ 60", delta: "↓ 2" },
      ],
    };
    expect(itemSentence(item).replaceAll("\u00a0", " ")).toBe("BMP (11 Nov 2026): eGFR 58 mL/min L. ");
  });
});
