import { msg } from "@lingui/core/macro";
import { defineCommands } from "../../app/commands/registry";

const group = msg`Settings`;

export const commands = defineCommands([
  {
    id: "settings.preferences",
    title: msg`My preferences`,
    group,
    scope: "global",
    also: msg`theme language density passphrase`,
  },
  {
    id: "settings.practice",
    title: msg`Practice and locations`,
    group,
    scope: "global",
    permission: "settings_practice",
    also: msg`letterhead address`,
  },
  {
    id: "settings.people",
    title: msg`People and passphrases`,
    group,
    scope: "global",
    permission: "settings_users",
    also: msg`users clinicians npi`,
  },
  {
    id: "settings.import",
    title: msg`Import records`,
    group,
    scope: "global",
    permission: "import",
    also: msg`fhir bundle`,
  },
  { id: "settings.audit", title: msg`Audit log`, group, scope: "global", permission: "audit_read" },
  { id: "settings.about", title: msg`About Yarrow`, group, scope: "global", also: msg`version licences drug data` },
]);
