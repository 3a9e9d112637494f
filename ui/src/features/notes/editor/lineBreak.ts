import { Node } from "@tiptap/core";

/** A line break inside a paragraph, on Shift+Enter alone: Ctrl+Enter belongs to signing. */
export const LineBreak = Node.create({
  name: "hardBreak",
  group: "inline",
  inline: true,
  selectable: false,
  linebreakReplacement: true,

  parseHTML() {
    return [{ tag: "br" }];
  },

  renderHTML() {
    return ["br"];
  },

  renderText() {
    return "\n";
  },

  addKeyboardShortcuts() {
    return { "Shift-Enter": () => this.editor.commands.insertContent({ type: this.name }) };
  },
});
