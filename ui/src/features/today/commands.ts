import { msg } from "@lingui/core/macro";
import { defineCommands } from "../../app/commands/registry";

const group = msg`Today`;

export const commands = defineCommands([
  { id: "today.down", title: msg`Next patient`, group, scope: "today", keys: "J", rowOnly: true },
  { id: "today.up", title: msg`Previous patient`, group, scope: "today", keys: "K", rowOnly: true },
]);
