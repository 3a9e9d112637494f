import { describe, expect, it } from "vitest";
import type { NoteDraft } from "../../api/bindings";
import type { NoteNode } from "./noteBody";
import { emptyBody, noteText } from "./noteBody";
import { diagnosesOf } from "./ReviewSheet";
import { startOf } from "./useNote";

const chip = (id: string, kind = "condition"): NoteNode => ({ type: "chip", attrs: { kind, id, label: id, code: "" } });
const body = (...content: NoteNode[]): NoteNode => ({
  type: "doc",
  content: [{ type: "section", attrs: { key: "subjective" }, content: [{ type: "paragraph", content }] }],
});
const note = { id: "n1", body: body({ type: "text", text: "stored" }) } as unknown as Parameters<typeof startOf>[0];
const draft = (id: string): NoteDraft => ({
  note_id: id,
  body: body({ type: "text", text: "typed later" }),
  text: "typed later",
  caret: 7,
  saved_at: "2026-11-20T09:52:00Z",
});

describe("reviewing and restoring a note", () => {
  it("a_diagnosis_named_twice_is_listed_once_and_orders_are_not_diagnoses", () => {
    expect(
      diagnosesOf(body(chip("c1"), chip("c2"), chip("c1"), chip("rx", "medication"))).map((one) => one.id),
    ).toEqual(["c1", "c2"]);
  });

  it("after_a_crash_the_typed_text_and_the_caret_come_back", () => {
    const start = startOf(note, draft("n1"));
    expect(noteText(start.body)).toContain("typed later");
    expect(start.caret).toBe(7);
  });

  it("a_draft_of_another_note_is_not_mixed_in", () => {
    expect(noteText(startOf(note, draft("n2")).body)).toContain("stored");
  });

  it("text_that_could_not_be_stored_wins_over_the_older_draft", () => {
    const start = startOf(note, draft("n1"), {
      body: body({ type: "text", text: "kept in memory" }),
      text: "kept in memory",
      caret: 3,
    });
    expect(noteText(start.body)).toContain("kept in memory");
  });

  it("a_new_note_opens_with_its_three_sections", () => {
    expect(startOf({ ...note, body: {} }, null).body).toEqual(emptyBody());
  });
});
