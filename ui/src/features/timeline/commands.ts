import { msg } from "@lingui/core/macro";
import { defineCommands } from "../../app/commands";

const timeline = msg`On the timeline`;

export const commands = defineCommands([
  {
    id: "timeline.open",
    title: msg`Open or close in place`,
    group: timeline,
    scope: "timeline",
    keys: "X",
    rowOnly: true,
  },
  {
    id: "timeline.insert",
    title: msg`Put into the note`,
    group: timeline,
    scope: "timeline",
    keys: "I",
    permission: "note_write",
    rowOnly: true,
  },
]);
