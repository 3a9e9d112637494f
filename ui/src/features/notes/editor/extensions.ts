import type { Extensions } from "@tiptap/core";
import { Placeholder } from "@tiptap/extensions";
import { StarterKit } from "@tiptap/starter-kit";
import type { ChipAttributes, SectionKey } from "../noteBody";
import { Blanks } from "./blanks";
import { Chip } from "./chip";
import { LineBreak } from "./lineBreak";
import { NoteDocument, Section } from "./section";
import { Slash, type SlashEntry, type SlashMenuState, type SlashName } from "./slash";

export interface NoteEditorHooks {
  titles: Record<SectionKey, string>;
  placeholder: string;
  openChip: (chip: ChipAttributes) => void;
  knownId: (id: string) => boolean;
  slashEntries: () => SlashEntry[];
  showSlash: (menu: SlashMenuState | null) => void;
  slashKey: (event: KeyboardEvent) => boolean;
  runSlash: (name: SlashName) => void;
}

/** What the note editor consists of: plain text, lists, bold and italic, and the clinical pieces. */
export function noteExtensions(hooks: NoteEditorHooks): Extensions {
  return [
    NoteDocument,
    Section.configure({ titles: hooks.titles }),
    // The rule for "***" on an empty line would turn a blank into a horizontal rule, so it stays out,
    // as does everything a clinical note has no use for.
    StarterKit.configure({
      document: false,
      blockquote: false,
      code: false,
      codeBlock: false,
      dropcursor: false,
      hardBreak: false,
      heading: false,
      horizontalRule: false,
      link: false,
      strike: false,
      trailingNode: false,
      underline: false,
    }),
    Placeholder.configure({ placeholder: hooks.placeholder, showOnlyCurrent: true, includeChildren: true }),
    LineBreak,
    Chip.configure({ open: hooks.openChip, known: hooks.knownId }),
    Blanks,
    Slash.configure({ entries: hooks.slashEntries, show: hooks.showSlash, key: hooks.slashKey, run: hooks.runSlash }),
  ];
}
