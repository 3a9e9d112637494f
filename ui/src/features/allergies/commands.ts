import { msg } from "@lingui/core/macro";
import { defineCommands } from "../../app/commands";

export const commands = defineCommands([
  {
    id: "allergies.add",
    title: msg`Add an allergy`,
    group: msg`In this chart`,
    scope: "allergies",
    keys: "N",
    permission: "chart_write",
    also: msg`intolerance reaction`,
  },
  {
    id: "allergies.edit",
    title: msg`Edit`,
    group: msg`On an allergy`,
    scope: "allergies",
    keys: "E",
    permission: "chart_write",
    rowOnly: true,
  },
]);
