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

export interface OlderAnswer {
  messages: MessageView[];
  history: HistoryLine[];
  has_more: boolean;
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
  older: (id: Id, before: number) => get<OlderAnswer>(`/api/conversations/${id}/messages?before=${before}`),
  /** The one with this seq, and what came after it. */
  explanations: (id: Id, seq: number) =>
    get<{ items: Explained[] }>(`/api/conversations/${id}/explanations?from=${seq}`),
  /** Whose it was, before this seq or (0) the newest of all. */
  assignments: (id: Id, before: number) =>
    get<{ items: HistoryLine[]; has_more: boolean }>(
      `/api/conversations/${id}/assignments${before ? `?before=${before}` : ""}`,
    ),
  act: (id: Id, act: "join" | "leave" | "close" | "reopen", key: string) =>
    change("POST", `/api/conversations/${id}/${act}`, undefined, key),
  ask: (id: Id, asking: { agent_id: Id; why: string }, key: string) =>
    change("POST", `/api/conversations/${id}/askings`, asking, key),
  answer: (id: Id, accept: boolean, key: string) =>
    change("POST", `/api/conversations/${id}/askings/answer`, { accept }, key),
  picker: (id: Id) => get<PickerAnswer>(`/api/picker?conversation=${id}`),
};

export const visitors = {
  one: (id: Id) => get<VisitorAnswer>(`/api/visitors/${id}`),
  pages: (id: Id) => get<{ items: PageOfVisit[] }>(`/api/visitors/${id}/pages`),
  change: (id: Id, body: VisitorChange, key: string) => change("PATCH", `/api/visitors/${id}`, body, key),
  note: (id: Id, text: string) => change("POST", `/api/visitors/${id}/notes`, { text }),
  changeNote: (id: Id, note: Id, text: string) => change("PATCH", `/api/visitors/${id}/notes/${note}`, { text }),
  deleteNote: (id: Id, note: Id) => change("DELETE", `/api/visitors/${id}/notes/${note}`),
  setGroup: (id: Id, group: Id | null, seen: Id | null, key: string) =>
    change("PUT", `/api/visitors/${id}/group`, { group_id: group, seen_group_id: seen }, key),
  assign: (id: Id, agent: Id, key: string) => change("PUT", `/api/visitors/${id}/agents/${agent}`, undefined, key),
  takeOff: (id: Id, agent: Id, key: string) => change("DELETE", `/api/visitors/${id}/agents/${agent}`, undefined, key),
  make: (browser: Id) => change<{ visitor_id: Id; conversation_id: Id }>("POST", `/api/browsers/${browser}/visitor`),
};
