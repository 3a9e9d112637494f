import { msg } from "@lingui/core/macro";
import { defineCommands } from "../../app/commands";

const group = msg`Refills`;

export const commands = defineCommands([
  { id: "refills.mark", title: msg`Mark for renewal and go on`, group, scope: "refills", keys: "A", rowOnly: true },
  { id: "refills.sign", title: msg`Renew what is marked`, group, scope: "refills", keys: "Mod+Enter", rowOnly: true },
]);
