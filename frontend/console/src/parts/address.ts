/** Which list and which conversation an address names, so that what is on screen can be shared as a link. */
import { useNavigate, useParams, useRouterState, useSearch } from "@tanstack/react-router";
import type { Id } from "@zuruf/protocol/types";
import { useCallback, useMemo } from "react";
import { type Filter, NO_FILTER, type View } from "../state/select";

export interface InboxSearch {
  /** The list beside an open conversation. */
  in?: string;
  state?: "snoozed" | "closed" | "any";
  website?: string;
  agent?: string;
  group?: string;
  tag?: string;
  language?: string;
  only?: "unread" | "missed";
  order?: "oldest" | "waiting";
  /** What is searched for; an empty one is a search that has only been opened. */
  q?: string;
  /** The event of an open conversation to begin at: a message that a link or a search leads to. */
  at?: number;
}

/** What of an address's search is ours; anything else is dropped. */
export function inboxSearch(search: Record<string, unknown>): InboxSearch {
  const text = (name: string) => (typeof search[name] === "string" && search[name] ? { [name]: search[name] } : {});
  return {
    ...text("in"),
    ...text("website"),
    ...text("agent"),
    ...text("group"),
    ...(search.state === "snoozed" || search.state === "closed" || search.state === "any"
      ? { state: search.state }
      : {}),
    ...text("tag"),
    ...text("language"),
    ...(search.only === "unread" || search.only === "missed" ? { only: search.only } : {}),
    ...(search.order === "oldest" || search.order === "waiting" ? { order: search.order } : {}),
    ...(typeof search.q === "string" || typeof search.q === "number" ? { q: String(search.q).slice(0, 500) } : {}),
    ...(Number.isSafeInteger(search.at) && Number(search.at) > 0 ? { at: Number(search.at) } : {}),
  };
}

export interface Address {
  view: View;
  filter: Filter;
  conversation: Id | null;
  /** The event to begin at; null begins at the newest. */
  at: number | null;
  /** Opens one, at a message of it where `at` names its event. */
  open: (conversation: Id, at?: number) => void;
  /** The place is left: what is shown from now on is the newest. */
  leavePlace: () => void;
  /** Back to the list alone. */
  close: () => void;
  narrow: (change: Partial<Filter>) => void;
  /** What is searched for; null while nothing is. */
  q: string | null;
  search: (q: string | null) => void;
}

export function useAddress(): Address {
  const search = inboxSearch(useSearch({ strict: false }));
  const { conversation = null, group } = useParams({ strict: false });
  const path = useRouterState({ select: (state) => state.location.pathname });
  const navigate = useNavigate();
  const view = conversation
    ? viewOf(search.in ?? "mine")
    : group
      ? (`group:${group}` as const)
      : viewOf(path.split("/").at(-1) ?? "");
  const key = JSON.stringify(search);

  const filter = useMemo(() => ({ ...NO_FILTER, ...filterOf(JSON.parse(key)) }), [key]);
  const { q = null } = search;
  const asked = useMemo(() => (q === null ? {} : { q }), [q]);
  const open = useCallback(
    (id: Id, at?: number) =>
      void navigate({
        to: "/c/$conversation",
        params: { conversation: id },
        search: { ...searchOf(filter), ...asked, in: view, ...(at ? { at } : {}) },
      }),
    [navigate, view, filter, asked],
  );
  const leavePlace = useCallback(() => {
    void navigate({ to: ".", search: { ...searchOf(filter), ...asked, in: view }, replace: true });
  }, [navigate, view, filter, asked]);
  const close = useCallback(() => {
    const rest = { search: { ...searchOf(filter), ...asked } };
    if (view.startsWith("group:")) void navigate({ to: "/groups/$group", params: { group: view.slice(6) }, ...rest });
    else void navigate({ to: `/${view}` as "/mine", ...rest });
  }, [navigate, view, filter, asked]);
  const narrow = useCallback(
    (change: Partial<Filter>) => {
      const rest = { search: { ...searchOf({ ...filter, ...change }), ...(conversation ? { in: view } : {}) } };
      void navigate({ to: ".", ...rest });
    },
    [navigate, filter, conversation, view],
  );
  const at = search.at ?? null;
  const searchFor = useSearchFor(search, filter, conversation ? view : null);
  return useMemo(
    () => ({ view, filter, conversation, at, q, search: searchFor, open, leavePlace, close, narrow }),
    [view, filter, conversation, at, q, searchFor, open, leavePlace, close, narrow],
  );
}

/** `beside` is the list beside an open conversation, null without one. Typing makes no history: Back leaves the search. */
function useSearchFor({ q, at }: InboxSearch, filter: Filter, beside: View | null): Address["search"] {
  const navigate = useNavigate();
  const isSearching = q !== undefined;
  return useCallback(
    (text: string | null) => {
      const here = beside ? { in: beside, ...(at ? { at } : {}) } : {};
      const next = { ...searchOf(filter), ...here, ...(text === null ? {} : { q: text }) };
      void navigate({ to: ".", search: next, replace: isSearching && text !== null });
    },
    [navigate, filter, beside, at, isSearching],
  );
}

function viewOf(text: string): View {
  if (text === "unassigned" || text === "all" || text === "mentions") return text;
  return text.startsWith("group:") ? (text as View) : "mine";
}

function filterOf({ in: _list, at: _at, q: _q, ...search }: InboxSearch): Partial<Filter> {
  return search;
}

function searchOf(filter: Filter): InboxSearch {
  const entries = Object.entries(filter).filter(([name, value]) => value !== NO_FILTER[name as keyof Filter]);
  return inboxSearch(Object.fromEntries(entries));
}

/** A list as a saved view keeps it. */
export function searchOfView(view: View, filter: Filter): Record<string, string> {
  const given = Object.entries(filter).filter(([name, value]) => value !== NO_FILTER[name as keyof Filter]);
  return { view, ...Object.fromEntries(given) };
}

/** Where a saved view leads. */
export function addressOfView({ view = "mine", ...filter }: Record<string, string>) {
  const search = inboxSearch(filter);
  if (view.startsWith("group:")) return { to: "/groups/$group", params: { group: view.slice(6) }, search } as const;
  return { to: `/${viewOf(view)}` as "/mine", search } as const;
}
