import { Extension } from "@tiptap/core";
import type { Node as ProseNode } from "@tiptap/pm/model";
import { Plugin, PluginKey, TextSelection } from "@tiptap/pm/state";
import { Decoration, DecorationSet } from "@tiptap/pm/view";
import { BLANK } from "../noteBody";
import styles from "./editor.module.css";

interface Range {
  from: number;
  to: number;
}

function blanksIn(doc: ProseNode): Range[] {
  const found: Range[] = [];
  doc.descendants((node, position) => {
    if (!node.isText || !node.text) return;
    for (let at = node.text.indexOf(BLANK); at !== -1; at = node.text.indexOf(BLANK, at + BLANK.length)) {
      found.push({ from: position + at, to: position + at + BLANK.length });
    }
  });
  return found;
}

/** The blank to jump to from a selection, or null when the direction has none left. */
export function nextBlank(doc: ProseNode, from: number, to: number, direction: 1 | -1): Range | null {
  const all = blanksIn(doc);
  if (direction === 1) return all.find((blank) => blank.from >= to) ?? null;
  return all.filter((blank) => blank.to <= from).at(-1) ?? null;
}

/**
 * `***` marks what is still to be filled in: shown as a blank, reached with Tab. When no blank is left
 * in that direction, Tab leaves the editor as everywhere else, so the keyboard is never trapped.
 */
export const Blanks = Extension.create({
  name: "blanks",

  addKeyboardShortcuts() {
    const jump = (direction: 1 | -1): boolean => {
      const { state, view } = this.editor;
      const blank = nextBlank(state.doc, state.selection.from, state.selection.to, direction);
      if (!blank) return false;
      view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, blank.from, blank.to)).scrollIntoView());
      return true;
    };
    return { Tab: () => jump(1), "Shift-Tab": () => jump(-1) };
  },

  addProseMirrorPlugins() {
    return [
      new Plugin<DecorationSet>({
        key: new PluginKey("blanks"),
        state: {
          init: (_config, state) => decorate(state.doc),
          apply: (transaction, old) => (transaction.docChanged ? decorate(transaction.doc) : old),
        },
        props: {
          decorations(state) {
            return this.getState(state);
          },
        },
      }),
    ];
  },
});

function decorate(doc: ProseNode): DecorationSet {
  return DecorationSet.create(
    doc,
    blanksIn(doc).map((blank) => Decoration.inline(blank.from, blank.to, { class: styles.blank })),
  );
}
