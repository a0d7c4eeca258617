/** For tests: a component with all that stands above it in the console, and no server behind. */
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import { Drafts } from "@zuruf/protocol/drafts";
import type { OpBody, SayBody } from "@zuruf/protocol/frames";
import { words } from "@zuruf/protocol/words";
import { createElement, type ReactNode } from "react";
import en from "../i18n/en.json";
import { WordsProvider } from "../i18n/words";
import { DraftsProvider } from "../parts/drafts";
import { NamesProvider } from "../parts/names";
import { conversation, snap, WORKSPACE } from "./cast";
import { StoreProvider } from "./react";
import { Store } from "./store";

type Part = (props: { children: ReactNode }) => ReactNode;

const above = (parts: readonly Part[], child: ReactNode) =>
  parts.reduceRight<ReactNode>((inner, part) => createElement(part, null, inner), child);

export function stage() {
  const store = new Store();
  const sent: OpBody[] = [];
  const said: SayBody[] = [];
  const submit = (op: OpBody) => String(sent.push(op));
  store.linkedBy({ submit, say: (signal) => said.push(signal), retry: () => "", drop: () => undefined });
  store.receive([snap({ workspace: WORKSPACE, conversations: [conversation("cnv_1")] })]);
  const drafts = new Drafts({ scope: "agent", clock: { now: () => 1 } as never, factory: undefined });
  const queries = new QueryClient({ defaultOptions: { queries: { enabled: false } } });
  const parts: Part[] = [
    ({ children }) => createElement(QueryClientProvider, { client: queries }, children),
    ({ children }) => createElement(StoreProvider, { value: store }, children),
    ({ children }) => createElement(WordsProvider, { value: words("en", en) }, children),
    NamesProvider,
    ({ children }) => createElement(DraftsProvider, { value: drafts }, children),
  ];
  const wrap = (child: ReactNode) => above(parts, child);
  return { store, sent, said, wrap, show: (child: ReactNode) => render(wrap(child)), parts };
}

/** The same at an address, with every path of the console that the title knows; resolves when it stands. */
export async function shownAt(address: string, child: ReactNode, { parts } = stage()) {
  const root = createRootRoute({ component: () => above(parts, [child, createElement(Outlet, { key: "rest" })]) });
  const paths = ["/mine", "/groups/$group", "/c/$conversation", "/visitors", "/settings", "/settings/$page"];
  const routeTree = root.addChildren(paths.map((path) => createRoute({ getParentRoute: () => root, path })));
  const router = createRouter({ routeTree, history: createMemoryHistory({ initialEntries: [address] }) });
  await router.load();
  const found = render(createElement(RouterProvider<typeof router>, { router }));
  return { ...found, go: (to: string) => router.history.push(to) };
}
