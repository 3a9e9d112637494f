import { msg } from "@lingui/core/macro";
import { defineCommands } from "../../app/commands";

export const commands = defineCommands([
  {
    id: "documents.add",
    title: msg`Add a document`,
    group: msg`In this chart`,
    scope: "documents",
    keys: "N",
    permission: "document_write",
    also: msg`file scan pdf letter attach`,
  },
]);
