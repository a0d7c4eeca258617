/** What the console knows: the live state every screen reads, replaced by snapshots and moved on by events. */
import type { AgentSnapshot, AlertView, HistoryLine, OnlineVisitor, WebsiteName } from "@zuruf/protocol/frames";
import type {
  AgentView,
  ConversationView,
  FormerGroup,
  GroupView,
  Id,
  MessageView,
  Ms,
  Presence,
  WorkspaceChanged,
} from "@zuruf/protocol/types";

/** Messages and history of one conversation, oldest first. `isLoaded` once the server's newest part has been merged in. */
export interface Thread {
  messages: MessageView[];
  history: HistoryLine[];
  hasMore: boolean;
  isLoaded: boolean;
}

/** Who types in a conversation; it ends by itself at `until`. `text` is what the visitor has not sent yet, where their website shows it. */
export interface Typist {
  name: string;
  text: string;
  until: Ms;
}

export interface World {
  epoch: string;
  me: Id;
  /** Whether a first snapshot has arrived. */
  isReady: boolean;
  /** The parts of a snapshot that is still arriving. */
  arriving: AgentSnapshot | null;
  /** How far the server's clock is ahead of ours. */
  ahead: Ms;
  maxText: number;
  workspace: WorkspaceChanged | null;
  agents: Record<Id, AgentView>;
  groups: Record<Id, GroupView>;
  /** Deleted ones, which history goes on naming. */
  formerGroups: Record<Id, FormerGroup>;
  websites: Record<Id, WebsiteName>;
  conversations: Record<Id, ConversationView>;
  /** How far this agent has read each conversation, in event numbers. */
  reads: Record<Id, number>;
  seenByVisitor: Record<Id, number>;
  /** Unseen alerts of this agent, oldest first. */
  alerts: AlertView[];
  threads: Record<Id, Thread>;
  /** A stretch of a thread where a link or a search led, as long as there is a gap between it and the newest messages. */
  apart: Record<Id, Thread>;
  presence: Record<Id, Presence>;
  /** Whether this connection has said who is there; before that, and while it is down, nobody knows. */
  knowsPresence: boolean;
  /** When somebody last did something at one of this agent's consoles, by our clock; 0 while nobody has said (P4). */
  activeAt: Ms;
  typing: Record<Id, Record<Id, Typist>>;
  watching: Record<Id, Id[]>;
  online: Record<Id, OnlineVisitor>;
  /** How often each kind of settings changed; pages showing one fetch it again. */
  settings: Record<string, number>;
}

export const NOTHING: World = {
  epoch: "",
  me: "",
  isReady: false,
  arriving: null,
  ahead: 0,
  maxText: 10_000,
  workspace: null,
  agents: {},
  groups: {},
  formerGroups: {},
  websites: {},
  conversations: {},
  reads: {},
  seenByVisitor: {},
  alerts: [],
  threads: {},
  apart: {},
  presence: {},
  knowsPresence: false,
  activeAt: 0,
  typing: {},
  watching: {},
  online: {},
  settings: {},
};

export const NO_THREAD: Thread = { messages: [], history: [], hasMore: false, isLoaded: false };
