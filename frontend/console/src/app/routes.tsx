/** Addresses of the console. Settings and first steps are loaded when somebody goes there. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { inboxSearch } from "../parts/address";
import { Inbox } from "../screens/inbox/inbox";
import { onlineSearch } from "../screens/visitors/search";
import { Console } from "./console";
import { Failed, NotThere } from "./failed";

const root = createRootRoute({ notFoundComponent: NotThere, errorComponent: Failed });

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(() => import("../screens/entry/setup"), "Setup"),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: "/invitation",
  component: lazyRouteComponent(() => import("../screens/entry/invitation"), "Invitation"),
});

const signedIn = createRoute({ getParentRoute: () => root, id: "console", component: Console });

const start = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/mine" });
  },
});

const inbox = createRoute({
  getParentRoute: () => signedIn,
  id: "inbox",
  component: Inbox,
  validateSearch: inboxSearch,
});

const mine = createRoute({ getParentRoute: () => inbox, path: "/mine" });
const unassigned = createRoute({ getParentRoute: () => inbox, path: "/unassigned" });
const all = createRoute({ getParentRoute: () => inbox, path: "/all" });
const mentions = createRoute({ getParentRoute: () => inbox, path: "/mentions" });
const group = createRoute({ getParentRoute: () => inbox, path: "/groups/$group" });
const conversation = createRoute({ getParentRoute: () => inbox, path: "/c/$conversation" });

const visitors = createRoute({
  getParentRoute: () => signedIn,
  path: "/visitors",
  validateSearch: onlineSearch,
  component: lazyRouteComponent(() => import("../screens/visitors/visitors"), "Visitors"),
});

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: "/settings",
  component: lazyRouteComponent(() => import("../screens/settings/settings"), "Settings"),
});

const settingsPage = createRoute({ getParentRoute: () => settings, path: "$page" });

const tree = root.addChildren([
  setup,
  invitation,
  signedIn.addChildren([
    start,
    inbox.addChildren([mine, unassigned, all, mentions, group, conversation]),
    visitors,
    settings.addChildren([settingsPage]),
  ]),
]);

export const router = createRouter({ routeTree: tree, basepath: "/console", defaultPreload: "intent" });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
