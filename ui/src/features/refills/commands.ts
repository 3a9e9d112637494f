import { msg } from "@lingui/core/macro";
import { defineCommands } from "../../app/commands";

const group = msg`Refills`;

export const commands = defineCommands([
  {
    id: "refills.request",
    title: msg`Record a refill request`,
    group,
    scope: "global",
    permission: "patient_demographics_write",
    also: msg`patient asks telephone call desk renewal`,
  },
  {
    id: "refills.requestHere",
    title: msg`Record a refill request`,
    group,
    scope: "refills",
    keys: "Q",
    permission: "patient_demographics_write",
    rowOnly: true,
  },
  { id: "refills.done", title: msg`Request is done`, group, scope: "refills", keys: "D", rowOnly: true },
  { id: "refills.decline", title: msg`Decline the request`, group, scope: "refills", keys: "X", rowOnly: true },
  { id: "refills.mark", title: msg`Mark for renewal and go on`, group, scope: "refills", keys: "A", rowOnly: true },
  { id: "refills.sign", title: msg`Renew what is marked`, group, scope: "refills", keys: "Mod+Enter", rowOnly: true },
]);
