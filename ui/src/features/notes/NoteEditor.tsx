import { useLingui } from "@lingui/react/macro";
import type { Editor, JSONContent } from "@tiptap/core";
import { EditorContent, useEditor } from "@tiptap/react";
import { type Ref, useCallback, useImperativeHandle, useRef, useState } from "react";
import type { Typing } from "./autosave";
import { DiagnosisPicker, type PickedDiagnosis } from "./DiagnosisPicker";
import styles from "./editor/editor.module.css";
import { noteExtensions } from "./editor/extensions";
import type { SlashEntry, SlashMenuState, SlashName } from "./editor/slash";
import { type ChipAttributes, type NoteNode, noteText } from "./noteBody";
import { SlashMenu, slashKey } from "./SlashMenu";

export interface NoteEditorHandle {
  insertChip: (chip: ChipAttributes) => void;
  insertText: (text: string) => void;
  removeChip: (id: string) => void;
  pickDiagnosis: () => void;
  focus: () => void;
}

interface NoteEditorProps {
  body: NoteNode;
  caret: number | null;
  /** Writing begins here: the focus comes whatever held it. */
  takesFocus: boolean;
  entries: readonly SlashEntry[];
  knownId: (id: string) => boolean;
  onTyping: (typing: Typing) => void;
  onOpenChip: (chip: ChipAttributes) => void;
  onSlash: (name: SlashName) => void;
  /** Turns a picked code into a condition of this patient; resolves to the chip, or null when it could not. */
  onDiagnosis: (picked: PickedDiagnosis) => Promise<ChipAttributes | null>;
  ref?: Ref<NoteEditorHandle>;
}

function typingOf(editor: Editor): Typing {
  const body = editor.getJSON() as NoteNode;
  return { body, text: noteText(body), caret: editor.state.selection.from };
}

/** The note being written. Loaded apart from the chart, because the chart is read more often than written. */
export default function NoteEditor(props: NoteEditorProps) {
  const { t } = useLingui();
  const [menu, setMenu] = useState<SlashMenuState | null>(null);
  const [active, setActive] = useState(0);
  const [picking, setPicking] = useState<{ top: number; left: number; bottom: number } | null>(null);
  const latest = useRef({ props, menu, active });
  latest.current = { props, menu, active };
  const keys = useRef({ setActive });
  // The editor keeps the functions it was made with; this one has to see the editor of now.
  const pickNow = useRef<() => void>(() => undefined);

  const editor = useEditor({
    content: props.body as JSONContent,
    injectCSS: false,
    immediatelyRender: true,
    editorProps: {
      handleDOMEvents: {
        // The editor would swallow every Enter and Escape; these belong to signing and to the Escape stack.
        keydown: (_view, event) =>
          (event.key === "Enter" && (event.ctrlKey || event.metaKey)) ||
          (event.key === "Escape" && latest.current.menu === null),
      },
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": t`Note`,
        spellcheck: "true",
        "data-pane-focus": "",
      },
    },
    extensions: noteExtensions({
      titles: { subjective: t`Subjective`, objective: t`Objective`, assessment_plan: t`Assessment and plan` },
      placeholder: t`Type, or / for commands`,
      openChip: (chip) => latest.current.props.onOpenChip(chip),
      knownId: (id) => latest.current.props.knownId(id),
      slashEntries: () => [...latest.current.props.entries],
      showSlash: (next) => {
        setMenu(next);
        setActive(0);
      },
      slashKey: (event) => slashKey(event, latest.current.menu, latest.current.active, keys.current.setActive),
      runSlash: (name) => (name === "dx" ? pickNow.current() : latest.current.props.onSlash(name)),
    }),
    onUpdate: ({ editor: changed }) => latest.current.props.onTyping(typingOf(changed)),
    onCreate: ({ editor: made }) => {
      const { caret, takesFocus } = latest.current.props;
      const end = made.state.doc.content.size;
      made.commands.setTextSelection(Math.min(caret ?? afterText(made), Math.max(0, end - 1)));
      const at = document.activeElement;
      // Where a chart that has just been opened leaves the focus, writing goes on in the note.
      if (takesFocus || at === document.body || at?.hasAttribute("data-arrival") || caret !== null)
        made.commands.focus(undefined, { scrollIntoView: true });
    },
  });

  const pick = useCallback((): void => {
    if (!editor) return;
    const at = editor.view.coordsAtPos(editor.state.selection.from);
    setPicking({ top: at.top, left: at.left, bottom: at.bottom });
  }, [editor]);
  pickNow.current = pick;

  useImperativeHandle(
    props.ref,
    () => ({
      insertChip: (chip) => insertChip(editor, chip),
      insertText: (text) => {
        if (editor) insertText(editor, text);
      },
      removeChip: (id) => removeChip(editor, id),
      pickDiagnosis: pick,
      focus: () => {
        editor?.commands.focus();
      },
    }),
    [editor, pick],
  );

  const chosen = async (picked: PickedDiagnosis): Promise<void> => {
    setPicking(null);
    if (picked.code === "") {
      // Without a code there is no record to point to: the words stand in the text and nothing claims more.
      if (editor) insertText(editor, picked.display);
      return;
    }
    const chip = await latest.current.props.onDiagnosis(picked);
    if (chip) insertChip(editor, chip);
    else editor?.commands.focus();
  };

  return (
    <div className={styles.editor}>
      <EditorContent editor={editor} />
      {menu ? <SlashMenu menu={menu} active={active} onActive={setActive} /> : null}
      {picking ? (
        <DiagnosisPicker
          at={picking}
          onPick={(picked) => void chosen(picked)}
          onClose={() => {
            setPicking(null);
            editor?.commands.focus();
          }}
        />
      ) : null}
    </div>
  );
}

/** Behind the last word written, where writing goes on; at the start of an empty note. */
function afterText(editor: Editor): number {
  let last = 2;
  editor.state.doc.descendants((node, position) => {
    if (node.isTextblock && node.content.size > 0) last = position + 1 + node.content.size;
  });
  return last;
}

/** Whether what stands before the caret needs a space before the next word. */
function needsSpace(editor: Editor): boolean {
  const { from } = editor.state.selection;
  const before = editor.state.doc.textBetween(Math.max(0, from - 1), from, " ", "x");
  return before.trim() !== "";
}

function insertText(editor: Editor, text: string): void {
  editor
    .chain()
    .focus()
    .insertContent(needsSpace(editor) ? ` ${text}` : text)
    .run();
}

/** Puts a chip at the caret with spaces around it, so that typing goes on. */
function insertChip(editor: Editor | null, chip: ChipAttributes): void {
  if (!editor) return;
  const space = { type: "text", text: " " };
  const content = [{ type: "chip", attrs: { ...chip } }, space];
  editor
    .chain()
    .focus()
    .insertContent(needsSpace(editor) ? [space, ...content] : content)
    .run();
}

/** Takes every chip of a record out of the text, when the record itself was discarded. */
function removeChip(editor: Editor | null, id: string): void {
  if (!editor) return;
  const { tr } = editor.state;
  const found: { from: number; to: number }[] = [];
  editor.state.doc.descendants((node, position) => {
    if (node.type.name === "chip" && node.attrs.id === id) found.push({ from: position, to: position + node.nodeSize });
  });
  for (const range of found.reverse()) tr.delete(range.from, range.to);
  if (found.length > 0) editor.view.dispatch(tr);
}
