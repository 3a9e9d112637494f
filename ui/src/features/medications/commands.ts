import { msg } from "@lingui/core/macro";
import { defineCommands } from "../../app/commands";

const chart = msg`In this chart`;
const row = msg`On a medication`;
const order = msg`While prescribing`;

export const commands = defineCommands([
  {
    id: "medications.prescribe",
    title: msg`Prescribe`,
    group: chart,
    scope: "chart",
    keys: "Alt+R",
    permission: "prescribe",
    also: msg`medication drug order rx`,
  },
  {
    id: "medications.record",
    title: msg`Record a medication from outside`,
    group: chart,
    scope: "chart",
    permission: "chart_write",
    also: msg`over the counter reported supplement`,
  },
  { id: "medications.show_all", title: msg`Show stopped medications`, group: chart, scope: "chart" },
  {
    id: "medications.refill",
    title: msg`Refill`,
    group: row,
    scope: "medications",
    keys: "R",
    permission: "prescribe",
    rowOnly: true,
  },
  {
    id: "medications.stop",
    title: msg`Stop`,
    group: row,
    scope: "medications",
    keys: "S",
    permission: "chart_write",
    rowOnly: true,
  },
  {
    id: "medications.hold",
    title: msg`Hold or resume`,
    group: row,
    scope: "medications",
    keys: "H",
    permission: "chart_write",
    rowOnly: true,
  },
  { id: "medications.edit", title: msg`Open`, group: row, scope: "medications", keys: "E", rowOnly: true },
  { id: "prescribe.stage", title: msg`Stage the prescription`, group: order, scope: "prescribe", keys: "Mod+Enter" },
  {
    id: "prescribe.choice_1",
    title: msg`First choice of a safety card`,
    group: order,
    scope: "contraindication",
    keys: "1",
    rowOnly: true,
  },
  {
    id: "prescribe.choice_2",
    title: msg`Second choice`,
    group: order,
    scope: "contraindication",
    keys: "2",
    rowOnly: true,
  },
  {
    id: "prescribe.choice_3",
    title: msg`Third choice`,
    group: order,
    scope: "contraindication",
    keys: "3",
    rowOnly: true,
  },
  {
    id: "prescribe.choice_4",
    title: msg`Fourth choice`,
    group: order,
    scope: "contraindication",
    keys: "4",
    rowOnly: true,
  },
  {
    id: "prescribe.choice_5",
    title: msg`Fifth choice`,
    group: order,
    scope: "contraindication",
    keys: "5",
    rowOnly: true,
  },
]);
