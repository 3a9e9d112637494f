import { msg } from "@lingui/core/macro";
import { defineCommands } from "../../app/commands/registry";

const group = msg`Patients`;

export const commands = defineCommands([
  {
    id: "patients.register",
    title: msg`Register a patient`,
    group,
    scope: "global",
    keys: "Alt+N",
    permission: "patient_demographics_write",
    also: msg`new add`,
  },
  {
    id: "patients.edit",
    title: msg`Edit name, birth date, contact`,
    group,
    scope: "global",
    permission: "patient_demographics_write",
    rowOnly: true,
  },
  {
    id: "patients.editRow",
    title: msg`Edit name, birth date, contact`,
    group,
    scope: "patients",
    keys: "E",
    permission: "patient_demographics_write",
    rowOnly: true,
  },
  {
    id: "patients.refill",
    title: msg`Record a refill request`,
    group,
    scope: "patients",
    keys: "R",
    permission: "patient_demographics_write",
    rowOnly: true,
  },
  { id: "patients.filter", title: msg`Filter the list`, group, scope: "patients", keys: "F", rowOnly: true },
  { id: "patients.down", title: msg`Next row`, group, scope: "patients", keys: "J", rowOnly: true },
  { id: "patients.up", title: msg`Previous row`, group, scope: "patients", keys: "K", rowOnly: true },
]);
