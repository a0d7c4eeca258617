/** The frames of the socket, both directions. `f` tells frames apart, `type` what is inside them. */
import type {
  AgentChanged,
  AgentView,
  ConversationChanged,
  ConversationForVisitor,
  ConversationGranted,
  ConversationRead,
  ConversationRevoked,
  ConversationType,
  ConversationView,
  ForVisitor,
  GroupChanged,
  GroupDeleted,
  GroupForVisitor,
  GroupView,
  Id,
  MessageChanged,
  MessageForVisitor,
  MessageSent,
  MessageView,
  Ms,
  Presence,
  SettingsChanged,
  Signed,
  WebsiteChanged,
  WorkspaceChanged,
} from "./types";

export const VERSION = 1;

/** Close codes the client acts upon. */
export const CLOSE = {
  auth: 4001,
  forbidden: 4003,
  slow: 4008,
  resync: 4009,
  superseded: 4010,
  shutdown: 4012,
  limits: 4013,
  badFrame: 4400,
} as const;

// --- client → server -------------------------------------------------------------------------------------------------

export interface Hello {
  f: "hello";
  v: number;
  instance: string;
  epoch?: string;
  cursor?: string;
  token?: string;
  tz?: string;
  language?: string;
  watching?: Id;
  page?: Id;
}

export type OpBody =
  | { type: "message.send"; text: string; conversation?: Id; kind?: "reply" | "comment"; page?: string }
  | { type: "message.change"; message: Id; text: string }
  | { type: "message.delete"; message: Id }
  | { type: "conversation.read"; seq: number; conversation?: Id }
  | { type: "alert.shown"; seqs: number[]; device: string }
  | { type: "presence.choose"; presence: Presence }
  | { type: "group.choose"; group: Id | null }
  | { type: "visitor.describe"; name?: string; email?: string };

export type SayBody =
  | { type: "typing"; conversation?: Id; on?: boolean }
  | { type: "watching"; conversation?: Id }
  | { type: "page"; url?: string };

export type Op = { f: "op"; cid: string; op: OpBody };
export type Say = { f: "say"; say: SayBody };
export type Got = { f: "got"; cursor: string };
export type Ping = { f: "ping"; cursor?: string };
export type Incoming = Hello | Op | Say | Got | Ping;

// --- server → client -------------------------------------------------------------------------------------------------

export interface Welcome {
  f: "welcome";
  epoch: string;
  mode: "resume" | "snapshot";
  me: Id;
  now: Ms;
  heartbeat: number;
  max_text: number;
}

export interface AlertView {
  seq: number;
  conversation_id: Id;
  kind: string;
  at: Ms;
}

export interface WebsiteName {
  id: Id;
  name: string;
  seq: number;
}

interface Line {
  seq: number;
  at: Ms;
  actor: Signed;
}

/** An event of the timeline as it was recorded. */
export type HistoryLine = Line & { type: ConversationType; body: ConversationChanged };

/** Defaults are left out on the wire. */
export interface AgentSnapshot {
  workspace?: WorkspaceChanged | null;
  agents?: AgentView[];
  groups?: GroupView[];
  websites?: WebsiteName[];
  conversations?: ConversationView[];
  reads?: Record<Id, number>;
  alerts?: AlertView[];
  watching?: Id;
  messages?: MessageView[];
  history?: HistoryLine[];
  seen_by_visitor?: Record<Id, number>;
}

export interface VisitorLine {
  seq: number;
  type: string;
  at: Ms;
  agent: string;
}

export interface VisitorSnapshot {
  conversation: ConversationForVisitor | null;
  messages: MessageForVisitor[];
  lines: VisitorLine[];
  read: number;
  has_more: boolean;
  name: string;
  email: string;
}

export interface Snap {
  f: "snap";
  part: number;
  last: boolean;
  cursor: string;
  agent: AgentSnapshot | null;
  visitor: VisitorSnapshot | null;
}

interface Chained extends Line {
  f: "ev";
  prev: string;
  cur: string;
  cid: string;
}

/** An event as agents receive it. */
export type AgentEv = Chained &
  (
    | { type: "message.sent"; body: MessageSent }
    | { type: "message.changed"; body: MessageChanged }
    | { type: ConversationType; body: ConversationChanged }
    | { type: "conversation.read"; body: ConversationRead }
    | { type: "conversation.granted"; body: ConversationGranted }
    | { type: "conversation.revoked"; body: ConversationRevoked }
    | { type: "agent.changed"; body: AgentChanged }
    | { type: "group.changed"; body: GroupChanged }
    | { type: "group.deleted"; body: GroupDeleted }
    | { type: "workspace.changed"; body: WorkspaceChanged }
    | { type: "website.changed"; body: WebsiteChanged }
    | { type: "settings.changed"; body: SettingsChanged }
  );

/** An event as its visitor receives it. */
export type VisitorEv = Chained & { type: string; body: ForVisitor };

export type Ev = AgentEv | VisitorEv;

export interface Adv {
  f: "adv";
  prev: string;
  cur: string;
}

export interface Batch<E extends Ev = Ev> {
  f: "batch";
  frames: (E | Adv)[];
}

export interface Acked {
  f: "ack";
  cid: string;
  id: Id;
  seq: number;
  dup: boolean;
  note: string;
}

export interface Nacked {
  f: "nack";
  cid: string;
  code: string;
  sentence: string;
  retry: boolean;
  after: Ms;
  field: string;
  detail: Record<string, string>;
}

export interface OnlineVisitor {
  browser_id: Id;
  visitor_id: Id;
  conversation_id: Id;
  name: string;
  website_id: Id;
  url: string;
  title: string;
  country: string;
  language: string;
  device: string;
  group_id: Id | null;
  visits: number;
  pages: number;
  since: Ms;
  page_since: Ms;
  is_chatting: boolean;
}

export type Signal =
  | { type: "presence"; agents: Record<Id, Presence> }
  | { type: "typing"; conversation: Id; who: Id; name: string; on: boolean }
  | { type: "watching"; conversation: Id; agents: Id[] }
  | { type: "visitors"; whole: boolean; visitors: OnlineVisitor[]; gone: Id[] }
  | {
      type: "mode";
      mode: "live" | "message" | "hidden";
      faces: string[];
      groups: GroupForVisitor[] | null;
      preselected: Id | null;
    }
  | { type: "widget"; act: "open" | "show" | "hide" | "ask_for_group" }
  | { type: "unread"; count: number }
  | { type: "judge"; after: number };

export interface Eph {
  f: "eph";
  eph: Signal;
}

export interface Hb {
  f: "hb";
  cur: string;
  now: Ms;
}

export interface Bye {
  f: "bye";
  code: number;
  retry_in: Ms;
}

/** Any frame from the server; `Outgoing<AgentEv>` for the console, `Outgoing<VisitorEv>` for the widget. */
export type Outgoing<E extends Ev = Ev> = Welcome | Snap | E | Adv | Batch<E> | Acked | Nacked | Eph | Hb | Bye;
