import { msg } from "@lingui/core/macro";
import { defineCommands } from "../../app/commands";

const chart = msg`In this chart`;

export const commands = defineCommands([
  {
    id: "encounters.start",
    title: msg`Start a visit`,
    group: chart,
    scope: "chart",
    keys: "Alt+V",
    permission: "note_write",
    also: msg`encounter office visit note`,
  },
  { id: "encounters.cancel", title: msg`Cancel this visit`, group: chart, scope: "chart", permission: "note_write" },
]);
