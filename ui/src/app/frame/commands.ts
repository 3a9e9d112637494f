import { msg } from "@lingui/core/macro";
import { defineCommands } from "../commands/registry";

const go = msg`Go to`;
const app = msg`Yarrow`;
const charts = msg`Open charts`;

export const commands = defineCommands([
  { id: "go.today", title: msg`Today`, group: go, scope: "global", keys: "G T" },
  {
    id: "go.patients",
    title: msg`Patients`,
    group: go,
    scope: "global",
    keys: "G P",
    permission: "patient_demographics_read",
  },
  { id: "go.chart", title: msg`Chart`, group: go, scope: "global", keys: "G C", permission: "chart_read" },
  { id: "go.refills", title: msg`Refills`, group: go, scope: "global", keys: "G F", permission: "chart_read" },
  {
    id: "go.outbox",
    title: msg`Outbox`,
    group: go,
    scope: "global",
    keys: "G O",
    permission: "chart_read",
    also: msg`pharmacy messages renewals sent`,
  },
  { id: "go.settings", title: msg`Settings`, group: go, scope: "global", keys: "G ,", also: msg`preferences options` },
  {
    id: "app.palette",
    title: msg`Search patients and commands`,
    group: app,
    scope: "global",
    keys: "Mod+K",
    alternative: "/",
    rowOnly: true,
  },
  { id: "app.undo", title: msg`Undo last act`, group: app, scope: "global", keys: "Mod+Z", notInText: true },
  { id: "app.help", title: msg`Keyboard shortcuts`, group: app, scope: "global", keys: "?", also: msg`help keys` },
  { id: "app.theme", title: msg`Switch between light and dark`, group: app, scope: "global", also: msg`theme night` },
  {
    id: "app.lock",
    title: msg`Lock`,
    group: app,
    scope: "global",
    keys: "Mod+L",
    also: msg`sign out log off`,
    always: true,
  },
  { id: "app.switchUser", title: msg`Switch user`, group: app, scope: "global" },
  { id: "pane.next", title: msg`Next pane`, group: app, scope: "global", keys: "F6", rowOnly: true },
  { id: "pane.previous", title: msg`Previous pane`, group: app, scope: "global", keys: "Shift+F6", rowOnly: true },
  { id: "chart.tab1", title: msg`First open chart`, group: charts, scope: "global", keys: "Mod+1", rowOnly: true },
  { id: "chart.tab2", title: msg`Second open chart`, group: charts, scope: "global", keys: "Mod+2", rowOnly: true },
  { id: "chart.tab3", title: msg`Third open chart`, group: charts, scope: "global", keys: "Mod+3", rowOnly: true },
  { id: "chart.tab4", title: msg`Fourth open chart`, group: charts, scope: "global", keys: "Mod+4", rowOnly: true },
  { id: "chart.tab5", title: msg`Fifth open chart`, group: charts, scope: "global", keys: "Mod+5", rowOnly: true },
  { id: "chart.close", title: msg`Close this chart`, group: charts, scope: "global", keys: "Mod+W" },
]);
