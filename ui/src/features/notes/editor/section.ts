import { Node } from "@tiptap/core";
import { Plugin, PluginKey } from "@tiptap/pm/state";
import { SECTIONS, type SectionKey } from "../noteBody";
import styles from "./editor.module.css";

interface SectionOptions {
  titles: Record<SectionKey, string>;
}

/** The document: exactly the three sections, so that no keystroke can delete one. */
export const NoteDocument = Node.create({
  name: "doc",
  topNode: true,
  content: `section{${SECTIONS.length}}`,
});

/** One titled part of the note. The title is not text of the note and cannot be edited. */
export const Section = Node.create<SectionOptions>({
  name: "section",
  content: "(paragraph | bulletList | orderedList)+",
  isolating: true,
  defining: true,
  selectable: false,

  addOptions() {
    return { titles: { subjective: "", objective: "", assessment_plan: "" } };
  },

  addAttributes() {
    return { key: { default: SECTIONS[0], parseHTML: (element) => element.getAttribute("data-key") } };
  },

  parseHTML() {
    return [{ tag: "section[data-key]", contentElement: "div" }];
  },

  renderHTML({ node }) {
    const key = node.attrs.key as SectionKey;
    return [
      "section",
      { class: styles.section, "data-key": key },
      ["h3", { class: styles.title, contenteditable: "false" }, this.options.titles[key] ?? ""],
      ["div", {}, 0],
    ];
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        key: new PluginKey("section-order"),
        // Deleting across sections lets the schema refill them with default attributes; put the keys back.
        appendTransaction(_transactions, _before, state) {
          const { tr } = state;
          let changed = false;
          state.doc.forEach((node, offset, index) => {
            const key = SECTIONS[index];
            if (node.type.name === "section" && key && node.attrs.key !== key) {
              tr.setNodeMarkup(offset, undefined, { ...node.attrs, key });
              changed = true;
            }
          });
          return changed ? tr : null;
        },
      }),
    ];
  },
});
