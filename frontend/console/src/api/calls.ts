/** The routes of inbox and visitors, one function each (docs/api.md). */
import type { HistoryLine } from "@zuruf/protocol/frames";
import type {
  AttributeValue,
  ConversationView,
  Explanation,
  Id,
  MessageView,
  Ms,
  Presence,
  Signed,
  VisitorView,
} from "@zuruf/protocol/types";
import { change, get } from "./http";

export interface ConversationPage {
  items: ConversationView[];
  next: string | null;
}

export interface ConversationAnswer {
  conversation: ConversationView;
  messages: MessageView[];
  history: HistoryLine[];
  has_more: boolean;
  seen_by_visitor: number;
  read: number;
}

export interface ThreadAnswer {
  messages: MessageView[];
  history: HistoryLine[];
  has_more: boolean;
  has_newer: boolean;
}

export interface AlertRecord {
  agent_id: Id;
  raised_at: Ms;
  shown_at: Ms | null;
  shown_on: string;
  seen_at: Ms | null;
  withdrawn_at: Ms | null;
}

export interface Explained {
  seq: number;
  type: string;
  at: Ms;
  actor: Signed;
  body: {
    agent_id?: Id | null;
    from_group?: Id | null;
    to_group?: Id | null;
    line?: string;
    /** Of a message: whether it opened an episode. */
    opened?: boolean;
    why?: Explanation | null;
  };
  alerts: AlertRecord[];
}

export interface EpisodeOf {
  episode: number;
  /** The event of its first message: where the thread is read from. */
  seq: number;
  began_at: Ms;
  last_at: Ms;
  messages: number;
  agents: Id[];
}

/** Why nobody is taking it; `since` null when nobody waits. */
export interface WaitingAnswer {
  since: Ms | null;
  cause: "nobody_waits" | "nobody_could" | "all_offline" | "nobody_online" | "not_alerted" | "not_seen" | "seen";
  could: {
    agent_id: Id;
    through: "assigned" | "joined" | "group" | "everyone";
    keeps: "offline" | "invisible" | "not_alerted" | "alerted" | "shown" | "seen";
    at: Ms | null;
  }[];
  help: { kind: "answer" | "take" | "assign" | "go_online" | "move"; agent_id: Id | null; group_id: Id | null } | null;
}

export interface PickerAnswer {
  agents: { id: Id; presence: Presence; load: number; disabled: string }[];
  groups: { id: Id; online: number; disabled: string }[];
}

export interface VisitorNote {
  id: Id;
  agent_id: Id;
  text: string;
  at: Ms;
  edited_at: Ms | null;
}

export interface VisitorAnswer {
  visitor: VisitorView;
  notes: VisitorNote[];
  /** What they said of closed episodes, newest first. */
  ratings: { episode: number; score: number; comment: string; at: Ms }[];
  /** What they agreed to, newest first. */
  consents: { text: string; language: string; link: string; at: Ms }[];
  visits: number;
  first_seen: Ms;
  /** Where the visitor's clock is, such as Europe/Paris; "" if unknown, and whatever the visitor's side says. */
  time_zone: string;
}

export interface PageOfVisit {
  url: string;
  title: string;
  at: Ms;
  visit: number;
  referrer: string;
}

export interface VisitorChange {
  name?: string;
  email?: string;
  phone?: string;
  /** Those named change, null takes one away. */
  attributes?: Record<string, AttributeValue | null>;
}

export const conversations = {
  page: (query: Record<string, string>) =>
    get<ConversationPage>(`/api/conversations?${new URLSearchParams(query).toString()}`),
  one: (id: Id) => get<ConversationAnswer>(`/api/conversations/${id}`),
  /** The messages before, after or around an event. */
  part: (id: Id, where: "before" | "after" | "around", seq: number) =>
    get<ThreadAnswer>(`/api/conversations/${id}/messages?${where}=${seq}`),
  /** The one with this seq, and what came after it. */
  explanations: (id: Id, seq: number) =>
    get<{ items: Explained[] }>(`/api/conversations/${id}/explanations?from=${seq}`),
  /** Whose it was, before this seq or (0) the newest of all. */
  assignments: (id: Id, before: number) =>
    get<{ items: HistoryLine[]; has_more: boolean }>(
      `/api/conversations/${id}/assignments${before ? `?before=${before}` : ""}`,
    ),
  act: (id: Id, act: "join" | "leave" | "close" | "reopen" | "wake", key: string) =>
    change("POST", `/api/conversations/${id}/${act}`, undefined, key),
  transcript: (id: Id, email: string, key: string) =>
    change("POST", `/api/conversations/${id}/transcript`, { email }, key),
  delete: (id: Id) => change("DELETE", `/api/conversations/${id}`),
  restore: (id: Id) => change("POST", `/api/conversations/${id}/restore`),
  /** What can be brought back, the newest first. */
  deleted: () => get<{ items: { conversation: ConversationView; by: Signed; at: Ms }[] }>("/api/deleted"),
  snooze: (id: Id, until: Ms, key: string) => change("POST", `/api/conversations/${id}/snooze`, { until }, key),
  ask: (id: Id, asking: { agent_id: Id; why: string }, key: string) =>
    change("POST", `/api/conversations/${id}/askings`, asking, key),
  answer: (id: Id, accept: boolean, key: string) =>
    change("POST", `/api/conversations/${id}/askings/answer`, { accept }, key),
  episodes: (id: Id) => get<{ items: EpisodeOf[] }>(`/api/conversations/${id}/episodes`),
  waiting: (id: Id) => get<WaitingAnswer>(`/api/conversations/${id}/waiting`),
  picker: (id: Id) => get<PickerAnswer>(`/api/picker?conversation=${id}`),
};

export const visitors = {
  one: (id: Id) => get<VisitorAnswer>(`/api/visitors/${id}`),
  pages: (id: Id) => get<{ items: PageOfVisit[] }>(`/api/visitors/${id}/pages`),
  change: (id: Id, body: VisitorChange, key: string) => change("PATCH", `/api/visitors/${id}`, body, key),
  note: (id: Id, text: string, key: string) => change("POST", `/api/visitors/${id}/notes`, { text }, key),
  changeNote: (id: Id, note: Id, text: string) => change("PATCH", `/api/visitors/${id}/notes/${note}`, { text }),
  deleteNote: (id: Id, note: Id) => change("DELETE", `/api/visitors/${id}/notes/${note}`),
  setGroup: (id: Id, group: Id | null, seen: Id | null, key: string) =>
    change("PUT", `/api/visitors/${id}/group`, { group_id: group, seen_group_id: seen }, key),
  assign: (id: Id, agent: Id, key: string) => change("PUT", `/api/visitors/${id}/agents/${agent}`, undefined, key),
  takeOff: (id: Id, agent: Id, key: string) => change("DELETE", `/api/visitors/${id}/agents/${agent}`, undefined, key),
  block: (id: Id, reason: string, until: Ms | null) =>
    change("PUT", `/api/visitors/${id}/block`, until === null ? { reason } : { reason, until }),
  unblock: (id: Id) => change("DELETE", `/api/visitors/${id}/block`),
  /** Who is blocked, the newest first. */
  blocked: () => get<{ items: { visitor: VisitorView; conversation_id: Id }[] }>("/api/blocks"),
  make: (browser: Id) => change<{ visitor_id: Id; conversation_id: Id }>("POST", `/api/browsers/${browser}/visitor`),
};
