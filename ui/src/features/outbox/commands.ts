import { msg } from "@lingui/core/macro";
import { defineCommands } from "../../app/commands";

const group = msg`Outbox`;

export const commands = defineCommands([
  {
    id: "outbox.approve",
    title: msg`Approve what the pharmacy asks`,
    group,
    scope: "outbox",
    keys: "A",
    permission: "prescribe",
    rowOnly: true,
  },
  {
    id: "outbox.deny",
    title: msg`Deny what the pharmacy asks`,
    group,
    scope: "outbox",
    keys: "D",
    permission: "prescribe",
    rowOnly: true,
  },
  {
    id: "outbox.assign",
    title: msg`Say which patient is meant`,
    group,
    scope: "outbox",
    keys: "M",
    permission: "chart_write",
    rowOnly: true,
  },
  {
    id: "outbox.file",
    title: msg`Put the message away`,
    group,
    scope: "outbox",
    keys: "F",
    permission: "chart_write",
    rowOnly: true,
  },
  {
    id: "outbox.retry",
    title: msg`Try again now`,
    group,
    scope: "outbox",
    keys: "R",
    permission: "chart_write",
    rowOnly: true,
  },
  {
    id: "outbox.cancel",
    title: msg`Take the prescription back`,
    group,
    scope: "outbox",
    keys: "C",
    permission: "prescribe",
    rowOnly: true,
  },
  {
    id: "outbox.settle",
    title: msg`Note what the pharmacy said`,
    group,
    scope: "outbox",
    keys: "S",
    permission: "chart_write",
    rowOnly: true,
  },
  { id: "outbox.all", title: msg`Show what is done`, group, scope: "outbox", keys: "H" },
]);
