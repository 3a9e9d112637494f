import { msg } from "@lingui/core/macro";
import { defineCommands } from "../../app/commands";

const note = msg`In the note`;

export const commands = defineCommands([
  {
    id: "notes.review",
    title: msg`Review and sign`,
    group: note,
    scope: "chart",
    keys: "Mod+Enter",
    permission: "note_sign",
    also: msg`finish close visit`,
  },
  { id: "notes.sign", title: msg`Sign`, group: note, scope: "review", keys: "Mod+Enter", permission: "note_sign" },
  {
    id: "notes.diagnosis",
    title: msg`Insert a diagnosis`,
    group: note,
    scope: "chart",
    keys: "Alt+D",
    permission: "note_write",
    also: msg`dx icd problem`,
  },
  { id: "notes.vitals", title: msg`Insert the vitals`, group: note, scope: "chart", permission: "note_write" },
  {
    id: "notes.export",
    title: msg`Export the text of this note`,
    group: note,
    scope: "chart",
    permission: "note_write",
  },
]);
