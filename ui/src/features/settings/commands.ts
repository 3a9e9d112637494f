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
    id: "settings.pharmacies",
    title: msg`Pharmacies`,
    group,
    scope: "global",
    permission: "patient_demographics_read",
    also: msg`directory drugstore ncpdp`,
  },
  {
    id: "settings.sending",
    title: msg`Sending prescriptions`,
    group,
    scope: "global",
    permission: "settings_practice",
    also: msg`electronic transmission network route`,
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
  {
    id: "pharmacies.add",
    title: msg`Add a pharmacy`,
    group,
    scope: "pharmacies",
    keys: "A",
    permission: "pharmacy_directory",
  },
  {
    id: "pharmacies.import",
    title: msg`Import a list of pharmacies`,
    group,
    scope: "pharmacies",
    keys: "I",
    permission: "pharmacy_directory",
  },
  { id: "pharmacies.find", title: msg`Find a pharmacy`, group, scope: "pharmacies", keys: "F", rowOnly: true },
  { id: "pharmacies.down", title: msg`Next row`, group, scope: "pharmacies", keys: "J", rowOnly: true },
  { id: "pharmacies.up", title: msg`Previous row`, group, scope: "pharmacies", keys: "K", rowOnly: true },
]);
