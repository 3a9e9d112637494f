import type { ReactNode } from "react";
import { Menu as AriaMenu, MenuItem as AriaMenuItem, MenuTrigger, Popover, Separator } from "react-aria-components";
import { runCommand } from "../app/commands/registry";
import { Kbd } from "./Kbd";
import list from "./List.module.css";

export interface MenuAction {
  id: string;
  label: ReactNode;
  /** Plain text for typing ahead, when the label is more than a string. */
  text?: string;
  icon?: ReactNode;
  keys?: string;
  hint?: ReactNode;
  disabled?: boolean;
  /** What it does; left out, the command of this id is run. */
  run?(): void;
}

interface MenuProps {
  /** The button that opens it. */
  trigger: ReactNode;
  label: string;
  /** Groups are divided by a line. */
  groups: readonly (readonly MenuAction[])[];
  placement?: "bottom start" | "bottom end" | "top end";
}

export function Menu({ trigger, label, groups, placement = "bottom end" }: MenuProps) {
  const shown = groups.filter((group) => group.length > 0);
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={list.popover ?? ""} placement={placement} offset={4}>
        <AriaMenu className={list.list ?? ""} aria-label={label}>
          {shown.flatMap((group, at) => [
            at > 0 ? <Separator key={`line-${at}`} className={list.separator ?? ""} /> : null,
            ...group.map((action) => (
              <AriaMenuItem
                key={action.id}
                id={action.id}
                textValue={action.text ?? (typeof action.label === "string" ? action.label : action.id)}
                isDisabled={action.disabled ?? false}
                className={list.item ?? ""}
                onAction={() => (action.run ? action.run() : runCommand(action.id))}
              >
                {action.icon}
                <span className={list.main}>{action.label}</span>
                {action.hint && <span className={list.hint}>{action.hint}</span>}
                {action.keys && <Kbd keys={action.keys} decorative />}
              </AriaMenuItem>
            )),
          ])}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
