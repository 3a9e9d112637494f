import { msg } from "@lingui/core/macro";
import { defineCommands } from "../../app/commands";

const chart = msg`In this chart`;
const row = msg`On a problem`;

export const commands = defineCommands([
  {
    id: "problems.add",
    title: msg`Add a problem`,
    group: chart,
    scope: "problems",
    keys: "N",
    permission: "chart_write",
    also: msg`diagnosis condition icd`,
  },
  { id: "problems.edit", title: msg`Open or edit`, group: row, scope: "problems", keys: "E", rowOnly: true },
  {
    id: "problems.resolve",
    title: msg`Resolve or reactivate`,
    group: row,
    scope: "problems",
    keys: "R",
    permission: "chart_write",
    rowOnly: true,
  },
  { id: "problems.show_all", title: msg`Show resolved problems`, group: chart, scope: "chart" },
]);
