import { msg } from "@lingui/core/macro";
import { defineCommands } from "../app/commands";

const rows = msg`On a row`;

export const commands = defineCommands([
  { id: "rows.next", title: msg`Next row`, group: rows, scope: "rows", keys: "J", rowOnly: true },
  { id: "rows.previous", title: msg`Previous row`, group: rows, scope: "rows", keys: "K", rowOnly: true },
  {
    id: "chart.confirm",
    title: msg`Confirm what the dialog asks`,
    group: rows,
    scope: "dialog",
    keys: "Mod+Enter",
    rowOnly: true,
  },
]);
