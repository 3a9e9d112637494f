import { describe, expect, it } from "vitest";
import { blanksLeft, chipsOf, emptyBody, isEmptyBody, type NoteNode, noteBody, noteText } from "./noteBody";

const paragraph = (...content: NoteNode[]): NoteNode => ({ type: "paragraph", content });
const text = (value: string): NoteNode => ({ type: "text", text: value });
const pneumonia: NoteNode = {
  type: "chip",
  attrs: { kind: "condition", id: "c1", label: "Community-acquired pneumonia", code: "J18.9" },
};

const visit: NoteNode = {
  type: "doc",
  content: [
    { type: "section", attrs: { key: "subjective" }, content: [paragraph(text("Cough for *** days."))] },
    { type: "section", attrs: { key: "objective" }, content: [{ type: "paragraph" }] },
    {
      type: "section",
      attrs: { key: "assessment_plan" },
      content: [
        paragraph(pneumonia, text(" CURB-65 = ***.")),
        { type: "bulletList", content: [{ type: "listItem", content: [paragraph(text("Return if worse at 48 h."))] }] },
      ],
    },
  ],
};

describe("the body of a note", () => {
  it("reads_as_plain_text_with_section_titles_codes_and_bullets", () => {
    expect(noteText(visit)).toBe(
      "Subjective\nCough for *** days.\n\nAssessment and plan\nCommunity-acquired pneumonia (J18.9) CURB-65 = ***.\n- Return if worse at 48 h.",
    );
  });

  it("counts_the_blanks_still_to_fill", () => {
    expect(blanksLeft(visit)).toBe(2);
    expect(blanksLeft(emptyBody())).toBe(0);
  });

  it("a_diagnosis_chip_keeps_the_id_of_its_condition", () => {
    expect(chipsOf(visit)).toEqual([
      { kind: "condition", id: "c1", label: "Community-acquired pneumonia", code: "J18.9" },
    ]);
  });

  it("a_note_without_sections_loses_no_word", () => {
    const fitted = noteBody({ type: "doc", content: [paragraph(text("Imported from elsewhere."))] });
    expect(noteText(fitted)).toBe("Subjective\nImported from elsewhere.");
    expect(fitted.content).toHaveLength(3);
  });

  it("a_missing_section_is_added_and_the_others_keep_their_order", () => {
    const fitted = noteBody({
      type: "doc",
      content: [{ type: "section", attrs: { key: "assessment_plan" }, content: [paragraph(text("Plan."))] }],
    });
    expect(fitted.content?.map((node) => node.attrs?.key)).toEqual(["subjective", "objective", "assessment_plan"]);
    expect(noteText(fitted)).toBe("Assessment and plan\nPlan.");
  });

  it("plain_text_from_an_older_system_becomes_paragraphs", () => {
    expect(noteText(noteBody("First line.\nSecond line."))).toBe("Subjective\nFirst line.\nSecond line.");
  });

  it("an_unreadable_body_opens_as_an_empty_note", () => {
    expect(isEmptyBody(noteBody(null))).toBe(true);
    expect(isEmptyBody(noteBody({ nothing: 1 }))).toBe(true);
    expect(isEmptyBody(visit)).toBe(false);
  });
});
