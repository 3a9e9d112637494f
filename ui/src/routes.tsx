import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { ChartRoute } from "./app/frame/ChartRoute";
import { Frame } from "./app/frame/Frame";
import { PageError } from "./app/frame/PageError";
import { Today } from "./features/today/Today";

/** Every place in the app. The address is a hash, so it works from a file as from a server, and holds ids only. */
const root = createRootRoute({ component: Frame, errorComponent: PageError, notFoundComponent: () => <Today /> });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/today", replace: true });
  },
});

const today = createRoute({ getParentRoute: () => root, path: "/today", component: Today });

const patients = createRoute({
  getParentRoute: () => root,
  path: "/patients",
  component: lazyRouteComponent(() => import("./features/patients/PatientsPage")),
});

const refills = createRoute({
  getParentRoute: () => root,
  path: "/refills",
  component: lazyRouteComponent(() => import("./features/refills/RefillsPage")),
});

const outbox = createRoute({
  getParentRoute: () => root,
  path: "/outbox",
  component: lazyRouteComponent(() => import("./features/outbox/OutboxPage")),
});

const chart = createRoute({ getParentRoute: () => root, path: "/chart/$patientId", component: ChartRoute });

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  beforeLoad: ({ location }) => {
    if (/^\/settings\/?$/.test(location.pathname))
      throw redirect({ to: "/settings/$section", params: { section: "preferences" }, replace: true });
  },
});

const settingsSection = createRoute({
  getParentRoute: () => settings,
  path: "$section",
  component: lazyRouteComponent(() => import("./features/settings/SettingsPage")),
});

export const router = createRouter({
  routeTree: root.addChildren([home, today, patients, refills, outbox, chart, settings.addChildren([settingsSection])]),
  history: createHashHistory(),
  defaultPreload: "intent",
  defaultErrorComponent: PageError,
  defaultPendingMs: 150,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
