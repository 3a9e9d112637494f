import { type Editor, Extension, InputRule } from "@tiptap/core";
import { PluginKey } from "@tiptap/pm/state";
import Suggestion, { type SuggestionProps } from "@tiptap/suggestion";

/** What a slash command does with the place in the note where it was typed. */
export type SlashName = "rx" | "dx" | "vit";
export const SLASH_NAMES: readonly SlashName[] = ["rx", "dx", "vit"];

export interface SlashEntry {
  name: SlashName;
  title: string;
  hint: string;
}

/** The open menu: what it offers and where the caret is. */
export interface SlashMenuState {
  entries: SlashEntry[];
  rect: DOMRect | null;
  choose: (entry: SlashEntry) => void;
}

interface SlashOptions {
  entries: () => SlashEntry[];
  show: (menu: SlashMenuState | null) => void;
  /** Returns true when the open menu used the key. */
  key: (event: KeyboardEvent) => boolean;
  run: (name: SlashName) => void;
}

/** Entries whose command or title begins with what follows the slash. */
export function matchSlash(entries: readonly SlashEntry[], query: string): SlashEntry[] {
  const wanted = query.trim().toLowerCase();
  return entries.filter((entry) => entry.name.startsWith(wanted) || entry.title.toLowerCase().startsWith(wanted));
}

/** A menu after "/" at the start of a word; "/rx " with a space runs at once without the menu. */
export const Slash = Extension.create<SlashOptions>({
  name: "slash",

  addOptions() {
    return { entries: () => [], show: () => undefined, key: () => false, run: () => undefined };
  },

  addInputRules() {
    const { entries, run } = this.options;
    return [
      new InputRule({
        find: new RegExp(`(?:^|\\s)/(${SLASH_NAMES.join("|")})\\s$`),
        handler: ({ state, range, match }) => {
          const name = match[1] as SlashName;
          if (!entries().some((entry) => entry.name === name)) return null;
          const lead = match[0].startsWith("/") ? 0 : 1;
          state.tr.delete(range.from + lead, range.to);
          queueMicrotask(() => run(name));
          return undefined;
        },
      }),
    ];
  },

  addProseMirrorPlugins() {
    const { entries, show, key, run } = this.options;
    const open = (props: SuggestionProps<SlashEntry, SlashEntry>): void =>
      show(
        props.items.length === 0
          ? null
          : { entries: props.items, rect: props.clientRect?.() ?? null, choose: (entry) => props.command(entry) },
      );
    return [
      Suggestion<SlashEntry, SlashEntry>({
        editor: this.editor,
        pluginKey: new PluginKey("slash"),
        char: "/",
        items: ({ query }) => matchSlash(entries(), query),
        command: ({
          editor,
          range,
          props,
        }: {
          editor: Editor;
          range: { from: number; to: number };
          props: SlashEntry;
        }) => {
          editor.chain().focus().deleteRange(range).run();
          run(props.name);
        },
        render: () => ({
          onStart: open,
          onUpdate: open,
          onKeyDown: ({ event }) => key(event),
          onExit: () => show(null),
        }),
      }),
    ];
  },
});
