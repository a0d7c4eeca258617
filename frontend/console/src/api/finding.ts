/** The routes of tags, saved views and full-text search (docs/api.md). */
import type { ConversationView, Id, Ms, Signed } from "@zuruf/protocol/types";
import { change, get } from "./http";

export interface Tag {
  id: Id;
  name: string;
  uses: number;
}

export interface SavedView {
  id: Id;
  name: string;
  search: Record<string, string>;
  is_shared: boolean;
  is_changeable: boolean;
}

export interface Hit {
  kind: "message" | "comment" | "visitor";
  conversation: ConversationView;
  message_id: Id;
  /** Where in the thread; 0 for a visitor's facts. */
  seq: number;
  at: Ms;
  author: Signed;
  is_visitors: boolean;
  /** The fact that was found: name, email, phone or attribute:NAME. */
  field: string;
  parts: { text: string; is_hit: boolean }[];
}

export const tags = {
  list: () => get<{ items: Tag[] }>("/api/tags"),
  add: (conversation: Id, tag: { tag_id: Id } | { name: string }) =>
    change("POST", `/api/conversations/${conversation}/tags`, tag),
  remove: (conversation: Id, tag: Id) => change("DELETE", `/api/conversations/${conversation}/tags/${tag}`),
  rename: (tag: Id, name: string) => change("PATCH", `/api/tags/${tag}`, { name }),
  delete: (tag: Id) => change("DELETE", `/api/tags/${tag}`),
};

export const views = {
  list: () => get<{ items: SavedView[] }>("/api/views"),
  save: (name: string, search: Record<string, string>, isShared: boolean) =>
    change("POST", "/api/views", { name, search, is_shared: isShared }),
  change: (view: Id, body: { name?: string; place?: number }) => change("PATCH", `/api/views/${view}`, body),
  delete: (view: Id) => change("DELETE", `/api/views/${view}`),
};

export interface HitPage {
  items: Hit[];
  next: number | null;
}

export const search = (text: string, before: number, signal?: AbortSignal) =>
  get<HitPage>(
    `/api/search?${new URLSearchParams({ q: text.slice(0, 500), ...(before ? { before: String(before) } : {}) })}`,
    signal,
  );
