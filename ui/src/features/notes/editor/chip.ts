import { Node } from "@tiptap/core";
import { Fragment, type Node as ProseNode, Slice } from "@tiptap/pm/model";
import { NodeSelection, Plugin, PluginKey } from "@tiptap/pm/state";
import { type ChipAttributes, chipText } from "../noteBody";
import styles from "./editor.module.css";

interface ChipOptions {
  /** Opens the record behind a chip (Enter or double click on it). */
  open: (chip: ChipAttributes) => void;
  /** Whether a record id belongs to this patient; a pasted chip of anyone else becomes plain text. */
  known: (id: string) => boolean;
}

function attributesOf(node: ProseNode): ChipAttributes {
  return node.attrs as ChipAttributes;
}

function withoutStrangers(fragment: Fragment, known: (id: string) => boolean): Fragment {
  const nodes: ProseNode[] = [];
  fragment.forEach((node) => {
    if (node.type.name === "chip" && !known(attributesOf(node).id))
      nodes.push(node.type.schema.text(chipText(attributesOf(node))));
    else nodes.push(node.copy(withoutStrangers(node.content, known)));
  });
  return Fragment.fromArray(nodes);
}

/** A typed record inside the text: an atom that holds an id, is deleted as one and opens with Enter. */
export const Chip = Node.create<ChipOptions>({
  name: "chip",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  draggable: false,

  addOptions() {
    return { open: () => undefined, known: () => false };
  },

  addAttributes() {
    const attribute = (name: string) => ({
      default: "",
      parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`) ?? "",
      renderHTML: (attributes: Record<string, unknown>) => ({ [`data-${name}`]: attributes[name] }),
    });
    return { kind: attribute("kind"), id: attribute("id"), label: attribute("label"), code: attribute("code") };
  },

  parseHTML() {
    return [{ tag: "span[data-chip]" }];
  },

  renderHTML({ node, HTMLAttributes }) {
    const { label, code } = attributesOf(node);
    const inner = code
      ? [
          ["b", {}, label],
          ["span", { class: styles.code }, code],
        ]
      : [["b", {}, label]];
    return ["span", { ...HTMLAttributes, class: styles.chip, "data-chip": "" }, ...inner] as const as unknown as [
      string,
      ...unknown[],
    ];
  },

  renderText({ node }) {
    return chipText(attributesOf(node));
  },

  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => {
        const { selection } = editor.state;
        if (!(selection instanceof NodeSelection) || selection.node.type.name !== this.name) return false;
        this.options.open(attributesOf(selection.node));
        return true;
      },
    };
  },

  addProseMirrorPlugins() {
    const { open, known } = this.options;
    return [
      new Plugin({
        key: new PluginKey("chip"),
        props: {
          handleDoubleClickOn(_view, _position, node) {
            if (node.type.name !== "chip") return false;
            open(attributesOf(node));
            return true;
          },
          // A note copied from another chart must not carry that patient's records along.
          transformPasted: (slice) => new Slice(withoutStrangers(slice.content, known), slice.openStart, slice.openEnd),
        },
      }),
    ];
  },
});
