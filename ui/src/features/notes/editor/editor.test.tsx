import { Editor, type JSONContent } from "@tiptap/core";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type NoteNode, noteBody, noteText } from "../noteBody";
import { type NoteEditorHooks, noteExtensions } from "./extensions";

const open: Editor[] = [];

function editorWith(content: NoteNode, hooks: Partial<NoteEditorHooks> = {}): Editor {
  const element = document.createElement("div");
  document.body.append(element);
  const editor = new Editor({
    element,
    injectCSS: false,
    content: content as JSONContent,
    extensions: noteExtensions({
      titles: { subjective: "Subjective", objective: "Objective", assessment_plan: "Assessment and plan" },
      placeholder: "",
      openChip: () => undefined,
      knownId: (id) => id === "mine",
      slashEntries: () => [],
      showSlash: () => undefined,
      slashKey: () => false,
      runSlash: () => undefined,
      ...hooks,
    }),
  });
  open.push(editor);
  return editor;
}

const body = (editor: Editor): NoteNode => editor.getJSON() as NoteNode;
// jsdom has no ClipboardEvent; the editor only passes the event on.
const paste = (): ClipboardEvent => new Event("paste") as ClipboardEvent;
const press = (editor: Editor, key: string, shift = false): boolean =>
  editor.view.someProp("handleKeyDown", (handle) =>
    handle(editor.view, new KeyboardEvent("keydown", { key, shiftKey: shift })),
  ) ?? false;

afterEach(() => {
  for (const editor of open.splice(0)) editor.destroy();
  document.body.replaceChildren();
});

describe("the note editor", () => {
  it("deleting_everything_leaves_the_three_sections", () => {
    const editor = editorWith(noteBody("Cough.\nFever."));
    editor.chain().selectAll().deleteSelection().run();
    expect(body(editor).content?.map((node) => node.attrs?.key)).toEqual([
      "subjective",
      "objective",
      "assessment_plan",
    ]);
    expect(noteText(body(editor))).toBe("");
  });

  it("backspace_at_the_start_of_objective_does_not_pull_it_into_subjective", () => {
    const editor = editorWith(noteBody("Cough."));
    const objective = editor.state.doc.child(0).nodeSize;
    editor.commands.setTextSelection(objective + 2);
    press(editor, "Backspace");
    expect(body(editor).content).toHaveLength(3);
  });

  it("tab_jumps_from_blank_to_blank_and_leaves_after_the_last", () => {
    const editor = editorWith(noteBody("Cough for *** days, fever *** degrees."));
    editor.commands.setTextSelection(2);
    expect(press(editor, "Tab")).toBe(true);
    const first = editor.state.selection.from;
    expect(editor.state.doc.textBetween(first, editor.state.selection.to)).toBe("***");
    expect(press(editor, "Tab")).toBe(true);
    expect(editor.state.selection.from).toBeGreaterThan(first);
    expect(press(editor, "Tab")).toBe(false);
    expect(press(editor, "Tab", true)).toBe(true);
    expect(editor.state.selection.from).toBe(first);
  });

  it("three_stars_on_a_line_stay_a_blank_and_never_become_a_rule", () => {
    const editor = editorWith(noteBody("*** "));
    expect(noteText(body(editor))).toContain("***");
    expect(editor.schema.nodes.horizontalRule).toBeUndefined();
  });

  it("a_chip_pasted_from_another_chart_becomes_plain_text", () => {
    const editor = editorWith(noteBody(""));
    editor.commands.setTextSelection(2);
    editor.view.pasteHTML(
      '<p>Had <span data-chip data-kind="condition" data-id="stranger" data-label="Gout" data-code="M10.9"></span> before.</p>',
      paste(),
    );
    expect(noteText(body(editor))).toBe("Subjective\nHad Gout (M10.9) before.");
    expect(JSON.stringify(body(editor))).not.toContain("stranger");
  });

  it("a_chip_of_this_patient_stays_a_chip_when_moved_by_cut_and_paste", () => {
    const editor = editorWith(noteBody(""));
    editor.commands.setTextSelection(2);
    editor.view.pasteHTML(
      '<p><span data-chip data-kind="condition" data-id="mine" data-label="Gout" data-code="M10.9"></span></p>',
      paste(),
    );
    expect(JSON.stringify(body(editor))).toContain('"id":"mine"');
  });

  it("enter_on_a_selected_chip_opens_its_record", () => {
    const openChip = vi.fn();
    const editor = editorWith(
      noteBody({
        type: "doc",
        content: [
          {
            type: "section",
            attrs: { key: "subjective" },
            content: [
              {
                type: "paragraph",
                content: [{ type: "chip", attrs: { kind: "condition", id: "mine", label: "Gout", code: "M10.9" } }],
              },
            ],
          },
        ],
      }),
      { openChip },
    );
    editor.commands.setNodeSelection(2);
    press(editor, "Enter");
    expect(openChip).toHaveBeenCalledWith(expect.objectContaining({ id: "mine", kind: "condition" }));
  });

  it("slash_dx_and_a_space_runs_the_command_and_leaves_no_trace_in_the_text", async () => {
    const runSlash = vi.fn();
    const editor = editorWith(noteBody(""), {
      runSlash,
      slashEntries: () => [{ name: "dx", title: "Diagnosis", hint: "" }],
    });
    editor.commands.setTextSelection(2);
    for (const letter of "/dx ") {
      const { from, to } = editor.state.selection;
      const insert = () => editor.state.tr.insertText(letter, from, to);
      if (!editor.view.someProp("handleTextInput", (handle) => handle(editor.view, from, to, letter, insert)))
        editor.view.dispatch(insert());
    }
    await Promise.resolve();
    expect(runSlash).toHaveBeenCalledWith("dx");
    expect(noteText(body(editor))).toBe("");
  });
});
