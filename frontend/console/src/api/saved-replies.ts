/** The routes of saved replies (docs/api.md). */
import type { Id } from "@zuruf/protocol/types";
import { change, get } from "./http";

export type Sharing = "private" | "all" | "groups";

export interface SavedReplyForm {
  shortcut: string;
  /** By language; the workspace's default one is required. */
  texts: Record<string, string>;
  sharing: Sharing;
  groups: Id[];
}

export interface SavedReply extends SavedReplyForm {
  id: Id;
  version: number;
}

export const savedReplies = {
  list: () => get<{ items: SavedReply[] }>("/api/saved-replies"),
  create: (form: SavedReplyForm, key: string) => change("POST", "/api/saved-replies", form, key),
  save: (id: Id, form: SavedReplyForm, version: number) =>
    change("PUT", `/api/saved-replies/${id}`, { ...form, version }),
  remove: (id: Id) => change("DELETE", `/api/saved-replies/${id}`),
};
