/** The shapes on the wire: socket frames, events and views, exactly as the server encodes them. */

export * from "./frames";

export type Id = string;
export type Ms = number;

export type Presence = "online" | "invisible" | "offline";
export type Role = "owner" | "admin" | "agent";
export type Right = "access" | "assign" | "configure";
export type Source = "agent" | "api" | "visitor" | "page" | "trigger";
export type AttributeValue = string | number | boolean;
export type MessageKind = "visitor" | "agent" | "comment" | "system";
export type Signed = string; // an actor as `kind:id`, e.g. `agent:agt_…`; "" for nobody

// --- views -----------------------------------------------------------------------------------------------------------

export interface AgentView {
  id: Id;
  name: string;
  email: string;
  role: Role;
  rights: Right[];
  chosen_presence: Presence;
  is_active: boolean;
  is_by_api: boolean;
  version: number;
  seq: number;
}

export interface GroupView {
  id: Id;
  names: Record<string, string>;
  colour: string;
  is_enabled: boolean;
  is_private: boolean;
  members: Id[];
  version: number;
  seq: number;
}

export interface VisitorView {
  id: Id;
  website_id: Id;
  name: string;
  email: string;
  phone: string;
  language: string;
  country: string;
  device: string;
  attributes: Record<string, AttributeValue>;
  created_at: Ms;
}

export interface GroupSetting {
  group_id: Id | null;
  source: Source;
  by: Signed;
  at: Ms;
}

export interface Participation {
  agent_id: Id;
  assigned_at: Ms | null;
  assigned_by: Signed;
  joined_at: Ms | null;
}

export interface Asking {
  agent_id: Id;
  by: Signed;
  why: string;
  at: Ms;
  until: Ms;
  then_leaves: boolean;
}

export interface LastMessage {
  id: Id;
  author: Id;
  kind: MessageKind;
  text: string;
  at: Ms;
}

export interface ConversationView {
  id: Id;
  visitor: VisitorView;
  is_open: boolean;
  episode: number;
  opened_at: Ms | null;
  closed_at: Ms | null;
  group: GroupSetting;
  participations: Participation[];
  askings: Asking[];
  last: LastMessage | null;
  last_at: Ms;
  waiting_since: Ms | null;
  owner: Id | null;
  visitor_message_seq: number;
  has_visitor_message: boolean;
  seq: number;
}

export interface MessageView {
  id: Id;
  conversation_id: Id;
  episode: number;
  kind: MessageKind;
  author: Id;
  text: string;
  at: Ms;
  first_seq: number;
  seq: number;
  edited_at: Ms | null;
  deleted_at: Ms | null;
  is_pushed: boolean;
  is_trigger: boolean;
  received_from: string;
  page: string;
}

export interface AgentForVisitor {
  id: Id;
  name: string;
}

export interface MessageForVisitor {
  id: Id;
  kind: "visitor" | "agent" | "website";
  author: AgentForVisitor | null;
  text: string;
  at: Ms;
  first_seq: number;
  seq: number;
  edited_at: Ms | null;
  deleted_at: Ms | null;
  is_trigger: boolean;
}

export interface GroupForVisitor {
  id: Id;
  name: string;
  is_online: boolean;
}

export interface ConversationForVisitor {
  is_open: boolean;
  episode: number;
  agents: AgentForVisitor[];
  group_id: Id | null;
  may_choose_group: boolean;
  read_by_agents: number;
  seq: number;
}

// --- why it came about -----------------------------------------------------------------------------------------------

export interface Actor {
  kind: "agent" | "visitor" | "page" | "trigger" | "api" | "system";
  id: Id;
}

export interface Met {
  fact: string;
  operator: string;
  expected: string;
  found: string;
  holds: boolean;
}

export interface Considered {
  kind: string;
  id: Id;
  outcome: string;
  conditions: Met[];
}

export interface Explanation {
  cause: Actor;
  rule: string;
  conditions: Met[];
  considered: Considered[];
}

// --- bodies of events ------------------------------------------------------------------------------------------------

export interface MessageSent {
  message: MessageView;
  conversation: ConversationView;
  opened: boolean;
  alerted: Id[];
  why: Explanation | null;
}

export interface MessageChanged {
  message: MessageView;
  conversation: ConversationView;
}

export interface ConversationChanged {
  conversation: ConversationView;
  agent_id: Id | null;
  from_group: Id | null;
  to_group: Id | null;
  alerted: Id[];
  withdrawn: Id[];
  line: string;
  why: Explanation | null;
}

export interface ConversationRead {
  conversation_id: Id;
  agent_id: Id | null;
  read: number;
}

export interface ConversationGranted {
  conversation: ConversationView;
}

export interface ConversationRevoked {
  conversation_id: Id;
}

export interface AgentChanged {
  agent: AgentView;
}

export interface GroupChanged {
  group: GroupView;
}

export interface GroupDeleted {
  group_id: Id;
  moved_to: Id | null;
}

export interface WorkspaceChanged {
  name: string;
  default_language: string;
  languages: string[];
  uses_groups: boolean;
  asks_for_group: boolean;
  returns_to_last_agent: boolean;
  missed_after_ms: number;
  version: number;
  seq: number;
}

export interface WebsiteChanged {
  website_id: Id;
  name: string;
  seq: number;
}

export interface SettingsChanged {
  what: string;
  version: number;
}

export const CONVERSATION_TYPES = [
  "visitor.assigned_to_group",
  "visitor.assigned_to_agent",
  "agent.taken_off",
  "agent.joined",
  "agent.left",
  "agent.asked",
  "asking.accepted",
  "asking.declined",
  "asking.lapsed",
  "assignment.refused",
  "trigger.fired",
  "conversation.closed",
  "conversation.reopened",
  "visitor.changed",
  "visitor.note_added",
] as const;

export type ConversationType = (typeof CONVERSATION_TYPES)[number];

/** What the visitor's own frames carry of an event. */
export interface ForVisitor {
  message: MessageForVisitor | null;
  agent: AgentForVisitor | null;
  conversation: ConversationForVisitor | null;
  read: number | null;
  seen: number | null;
}
