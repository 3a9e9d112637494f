import type { MessageDescriptor } from "@lingui/core";
import type { Permission } from "../../api/bindings";

/**
 * Where a command's keys work. "global" is everywhere; any other word is the value of a `data-scope` attribute (a pane,
 * a list) or of a page that binds the command while it is shown.
 */
export type Scope = "global" | (string & {});

/** One thing a person can do. Palette, menus, help sheet and keys are all derived from this. */
export interface CommandDef {
  /** "patients.register": the feature, then the verb. */
  id: string;
  title: MessageDescriptor;
  group: MessageDescriptor;
  scope: Scope;
  /** "Mod+K", "Alt+R", "G P" (one after the other), "?", "F6". Mod is Ctrl, or Command on a Mac. */
  keys?: string;
  /** A second way in that is shown nowhere but works. */
  alternative?: string;
  /** Hidden and off without it. */
  permission?: Permission;
  /** Words a person may type in the palette for this, besides the title. */
  also?: MessageDescriptor;
  /** Leaves it out of the palette: things that only make sense on a focused row. */
  rowOnly?: boolean;
  /** Left to the text field while someone types in one, such as undo. */
  notInText?: boolean;
  /** Works above dialogs too. Only for locking. */
  always?: boolean;
}

export type CommandHandler = (argument?: string) => void;
