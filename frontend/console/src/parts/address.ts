/** Which list and which conversation an address names, so that what is on screen can be shared as a link. */
import { useNavigate, useParams, useRouterState, useSearch } from "@tanstack/react-router";
import type { Id } from "@zuruf/protocol/types";
import { useCallback, useMemo } from "react";
import { type Filter, NO_FILTER, type View } from "../state/select";

export interface InboxSearch {
  /** The list beside an open conversation. */
  in?: string;
  state?: "closed" | "any";
  website?: string;
  agent?: string;
  group?: string;
  order?: "waiting";
}

/** What of an address's search is ours; anything else is dropped. */
export function inboxSearch(search: Record<string, unknown>): InboxSearch {
  const text = (name: string) => (typeof search[name] === "string" && search[name] ? { [name]: search[name] } : {});
  return {
    ...text("in"),
    ...text("website"),
    ...text("agent"),
    ...text("group"),
    ...(search.state === "closed" || search.state === "any" ? { state: search.state } : {}),
    ...(search.order === "waiting" ? { order: "waiting" } : {}),
  };
}

export interface Address {
  view: View;
  filter: Filter;
  conversation: Id | null;
  open: (conversation: Id) => void;
  /** Back to the list alone. */
  close: () => void;
  narrow: (change: Partial<Filter>) => void;
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
  const open = useCallback(
    (id: Id) =>
      void navigate({
        to: "/c/$conversation",
        params: { conversation: id },
        search: { ...searchOf(filter), in: view },
      }),
    [navigate, view, filter],
  );
  const close = useCallback(() => {
    const rest = { search: searchOf(filter) };
    if (view.startsWith("group:")) void navigate({ to: "/groups/$group", params: { group: view.slice(6) }, ...rest });
    else void navigate({ to: `/${view}` as "/mine", ...rest });
  }, [navigate, view, filter]);
  const narrow = useCallback(
    (change: Partial<Filter>) => {
      const rest = { search: { ...searchOf({ ...filter, ...change }), ...(conversation ? { in: view } : {}) } };
      void navigate({ to: ".", ...rest });
    },
    [navigate, filter, conversation, view],
  );
  return useMemo(
    () => ({ view, filter, conversation, open, close, narrow }),
    [view, filter, conversation, open, close, narrow],
  );
}

function viewOf(text: string): View {
  if (text === "unassigned" || text === "all") return text;
  return text.startsWith("group:") ? (text as View) : "mine";
}

function filterOf({ in: _list, ...search }: InboxSearch): Partial<Filter> {
  return search;
}

function searchOf(filter: Filter): InboxSearch {
  const entries = Object.entries(filter).filter(([name, value]) => value !== NO_FILTER[name as keyof Filter]);
  return inboxSearch(Object.fromEntries(entries));
}
