import { msg } from "@lingui/core/macro";
import { defineCommands } from "../../app/commands";

export const commands = defineCommands([
  {
    id: "observations.record_vitals",
    title: msg`Record vitals`,
    group: msg`In this chart`,
    scope: "vitals",
    keys: "N",
    permission: "chart_write",
    also: msg`blood pressure weight temperature pulse`,
  },
]);
