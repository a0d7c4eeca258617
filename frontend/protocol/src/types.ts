// biome-ignore-all format: written by a program
/** The shapes on the wire: socket frames, events and views. Written by `python3 run.py types` from the server's; do not edit. */

export * from "./wire";

export type Presence = "online" | "invisible" | "offline";
export type Role = "owner" | "admin" | "agent";
export type Right = "access" | "assign" | "configure";
export type ActorKind = "agent" | "visitor" | "page" | "trigger" | "api" | "system";
export type Source = "agent" | "api" | "visitor" | "page" | "trigger";
export type MessageKind = "visitor" | "agent" | "comment" | "system";
export type AttributeValue = string | number | boolean;

export const VERSION = 1;

/** Why the server closes a socket. */
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

/** The events whose body is ConversationChanged. */
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
  "conversation.deleted",
  "conversation.restored",
  "conversation.snoozed",
  "conversation.woken",
  "visitor.changed",
  "visitor.blocked",
  "visitor.unblocked",
  "episode.rated",
  "transcript.sent",
  "transcript.delayed",
  "transcript.failed",
  "contact.given",
  "visitor.note_added",
  "visitor.note_changed",
  "conversation.tagged",
  "conversation.untagged",
] as const;

export type ConversationType = (typeof CONVERSATION_TYPES)[number];

/**
 * The first frame. `token` is the visitor's (agents come with their cookie); `watching` the conversation on screen, whose
 * messages a snapshot brings along; `page` (visitor) is the page of this tab. `attempt` grows with every hello of an instance;
 * 0 from who does not count.
 */
export interface Hello {
  f: "hello";
  v: number;
  instance: string;
  attempt?: number;
  epoch?: string;
  cursor?: string;
  token?: string;
  tz?: string;
  language?: string;
  watching?: string;
  page?: string;
}

/** Something to be done at most once per `cid` (a UUID); answered by ack or nack. */
export interface Op {
  f: "op";
  cid: string;
  op: OpBody;
}

/** A signal; never stored, never answered. */
export interface Say {
  f: "say";
  say: SayBody;
}

/** How far the client has applied; every 5 s or 100 events. Advisory. */
export interface Ack {
  f: "got";
  cursor: string;
}

/** Answered with hb. */
export interface Ping {
  f: "ping";
  cursor?: string;
}

/** `mode` resume: keep the state, events follow; snapshot: snap frames follow and replace it. `me` is the agent's or visitor's id. */
export interface Welcome {
  f: "welcome";
  epoch: string;
  mode: "resume" | "snapshot";
  me: string;
  now: number;
  heartbeat: number;
  max_text: number;
}

/** One part of a snapshot; the state is complete with `last` and stands at `cursor`. */
export interface Snap {
  f: "snap";
  part: number;
  last: boolean;
  cursor: string;
  agent: AgentSnapshot | null;
  visitor: VisitorSnapshot | null;
}

/** One event. Accepted only if `prev` is the client's cursor. `cid` is set for the one whose op caused it. */
export interface EvOf<T extends string, B> {
  f: "ev";
  prev: string;
  cur: string;
  seq: number;
  type: T;
  at: number;
  actor: string;
  body: B;
  cid: string;
}

/** Progress over events the client may not see. */
export interface Adv {
  f: "adv";
  prev: string;
  cur: string;
}

/** Several frames in one, in order (catch-up). */
export interface Batch<E extends Ev = Ev> {
  f: "batch";
  frames: (E | Adv)[];
}

/** The op is durable. `id` of what it made, `seq` of its last event in the receiver's numbers, `dup` when it had been done before. */
export interface Acked {
  f: "ack";
  cid: string;
  id: string;
  seq: number;
  dup: boolean;
  note: string;
}

/** The op was not done. `retry`: try the same again after `after` ms; otherwise it is final. */
export interface Nacked {
  f: "nack";
  cid: string;
  code: string;
  sentence: string;
  retry: boolean;
  after: number;
  field: string;
  detail: Record<string, string>;
}

/** A signal; may be lost, the next one heals it. */
export interface Eph {
  f: "eph";
  eph: Signal;
}

/** Every 15 s: where this client should be. A client elsewhere reconnects (tail loss). */
export interface Hb {
  f: "hb";
  cur: string;
  now: number;
}

/** The server closes; come back in `retry_in` ms. */
export interface Bye {
  f: "bye";
  code: number;
  retry_in: number;
}

/** `message.sent`: `opened` when it opened an episode; `alerted` are the agents alerted by it (A22), of a comment those it names (I5). */
export interface MessageSent {
  message: MessageView;
  conversation: ConversationView;
  opened: boolean;
  alerted: string[];
  why: Explanation | null;
}

/** `message.changed` (edited or deleted); `alerted` are those a comment names since (I5). */
export interface MessageChanged {
  message: MessageView;
  conversation: ConversationView;
  alerted: string[];
}

/** `conversation.read`, to one agent (`agent_id`), or of the visitor (`agent_id` None: everybody sees how far they read). */
export interface ConversationRead {
  conversation_id: string;
  agent_id: string | null;
  read: number;
}

/** `conversation.granted`, to one agent: it may be seen from now on; `read` is how far they had read it when they last saw it. */
export interface ConversationGranted {
  conversation: ConversationView;
  read: number;
}

/** `conversation.revoked`, to one agent, or of a deleted one to all who see all (I6): the client forgets it. */
export interface ConversationRevoked {
  conversation_id: string;
}

/** `agent.changed`: made, invited, renamed, role or rights or chosen presence changed, deactivated. */
export interface AgentChanged {
  agent: AgentView;
}

/** `group.changed`: made or changed. */
export interface GroupChanged {
  group: GroupView;
}

/**
 * `group.deleted` (G7): `names` are what it was called. Those of its visitors whose conversation is not open move by this event,
 * at a trigger's strength as after every closing (A18), and each has a line of it in its history; the open ones were assigned before it.
 */
export interface GroupDeleted {
  group_id: string;
  moved_to: string | null;
  names: Record<string, string>;
}

/** `workspace.changed`: the switches. */
export interface WorkspaceChanged {
  name: string;
  default_language: string;
  languages: string[];
  uses_groups: boolean;
  asks_for_group: boolean;
  returns_to_last_agent: boolean;
  agents_see_only_their_groups: boolean;
  missed_after_ms: number;
  idle_after_ms: number;
  version: number;
  seq: number;
}

/** `website.changed`: name and id are what lists need; settings pages fetch the rest. */
export interface WebsiteChanged {
  website_id: string;
  name: string;
  seq: number;
}

/** `settings.changed`: a settings page showing `what` (triggers, api_keys …) fetches it again. */
export interface SettingsChanged {
  what: string;
  version: number;
}

/**
 * Every other change of a conversation: the types of CONVERSATION_TYPES.
 *
 * `agent_id` is the agent it is about; `from_group`/`to_group` for `visitor.assigned_to_group`; `alerted` get an alert of `alert_kind` by it
 * (change.AlertKind; "" without any), `withdrawn` lose their unseen one (G3). A note is named, never quoted: its text stands in one place
 * only, where its author can change it and take it away (I7).
 */
export interface ConversationChanged {
  conversation: ConversationView;
  agent_id: string | null;
  from_group: string | null;
  to_group: string | null;
  alerted: string[];
  alert_kind: string;
  withdrawn: string[];
  line: string;
  note_id: string | null;
  score: number | null;
  why: Explanation | null;
}

/**
 * What the visitor's own frames carry of an event; its type on the wire is the event's.
 *
 * `message` for message.*, `agent` for agent.joined and agent.left, `conversation` whenever it changed, `read` for conversation.read
 * (how far the agents have read, in the visitor's numbers), `seen` likewise (how far the visitor has: read in one tab is read in all).
 */
export interface ForVisitor {
  message: MessageForVisitor | null;
  agent: AgentForVisitor | null;
  conversation: ConversationForVisitor | null;
  read: number | null;
  seen: number | null;
}

/** A message or comment as agents see it. */
export interface MessageView {
  id: string;
  conversation_id: string;
  episode: number;
  kind: MessageKind;
  author: string;
  text: string;
  at: number;
  first_seq: number;
  seq: number;
  edited_at: number | null;
  deleted_at: number | null;
  is_pushed: boolean;
  is_trigger: boolean;
  received_from: string;
  page: string;
  quote: Quote | null;
  files: FileView[];
}

/** A conversation as agents see it: everything a list row and the header need; absolute values, never deltas. */
export interface ConversationView {
  id: string;
  visitor: VisitorView;
  is_open: boolean;
  episode: number;
  opened_at: number | null;
  closed_at: number | null;
  group: GroupSettingView;
  participations: Participation[];
  askings: Asking[];
  last: LastMessage | null;
  last_at: number;
  waiting_since: number | null;
  owner: string | null;
  last_agent_id: string | null;
  visitor_message_seq: number;
  has_visitor_message: boolean;
  tags: string[];
  seq: number;
  snoozed_until: number | null;
  snoozed_by: string;
  woken_seq: number;
}

/** An agent as colleagues see them. */
export interface AgentView {
  id: string;
  name: string;
  email: string;
  role: Role;
  rights: Right[];
  chosen_presence: Presence;
  is_idle: boolean;
  is_active: boolean;
  is_by_api: boolean;
  picture: string;
  version: number;
  seq: number;
}

/** A group as agents see it; `members` sorted. */
export interface GroupView {
  id: string;
  names: Record<string, string>;
  colour: string;
  is_enabled: boolean;
  is_private: boolean;
  members: string[];
  version: number;
  seq: number;
}

/**
 * An agent's reply or comment into `conversation`; a visitor leaves it "" (their own) and says the page of the tab.
 * `quote` is the id of the message it answers,
 * `files` are ids of what was sent before for this message: with files the text may be empty.
 */
export interface SendMessage {
  type: "message.send";
  text: string;
  conversation?: string;
  kind?: "reply" | "comment";
  page?: string;
  quote?: string;
  files?: string[];
}

/** Editing one's own message (agents). */
export interface ChangeMessage {
  type: "message.change";
  message: string;
  text: string;
}

/** Deleting one's own message (agents). */
export interface DeleteMessage {
  type: "message.delete";
  message: string;
}

/** How far somebody has read, in their own numbers (agents: event seq; visitor: visitor seq). Marks the alerts up to there as seen. */
export interface Read {
  type: "conversation.read";
  seq: number;
  conversation?: string;
}

/** Alerts (by the seq of their cause) were shown on this device (agents). */
export interface AlertShown {
  type: "alert.shown";
  seqs: number[];
  device: string;
}

/** An agent goes online, invisible or offline by hand (P1). */
export interface ChoosePresence {
  type: "presence.choose";
  presence: Presence;
}

/** A visitor chooses a group (G3), or None for "anyone". */
export interface ChooseGroup {
  type: "group.choose";
  group: string | null;
}

/** A visitor types their name or e-mail (a label, never an identity). */
export interface Identify {
  type: "visitor.describe";
  name?: string;
  email?: string;
}

/** A visitor fills in the contact form (W3); `attributes` by the names the form gives them, `consent` is the text agreed to. */
export interface GiveContact {
  type: "contact.give";
  name?: string;
  email?: string;
  phone?: string;
  attributes?: Record<string, string>;
  consent?: string;
}

/** A visitor rates a closed episode, 1 to 5 (W5). */
export interface GiveRating {
  type: "rating.give";
  episode: number;
  score: number;
  comment?: string;
}

/** A visitor wants the episode by e-mail (W5). */
export interface AskTranscript {
  type: "transcript.ask";
  email: string;
}

/**
 * Somebody types; sent at most every 2 s, ends by itself 6 s later. `text` is what a visitor has typed so far, of a long one the end,
 * where their website shows it to agents; it is left out everywhere else and dropped if it is not (I4).
 */
export interface Typing {
  type: "typing";
  conversation?: string;
  on?: boolean;
  text?: string;
}

/** The conversation an agent has on screen and the window in front ("" for none). */
export interface Watching {
  type: "watching";
  conversation?: string;
}

/** The visitor's tab went to another page (the page view itself is told by the loader). */
export interface Page {
  type: "page";
  url?: string;
}

/** Something was done at this console (agents, P4); sent at most every 20 s, at once while they are warned. */
export interface Active {
  type: "active";
}

/**
 * A part of what an agent's screen starts from: the first part carries the people, every part some open conversations.
 *
 * `messages` and `history` (ev-shaped lines) are those of the `watching` conversation, newest 50, in order.
 * `reads` maps a conversation to how far this agent has read it.
 */
export interface AgentSnapshot {
  workspace?: WorkspaceChanged | null;
  agents?: AgentView[];
  groups?: GroupView[];
  former_groups?: FormerGroup[];
  websites?: WebsiteName[];
  conversations?: ConversationView[];
  reads?: Record<string, number>;
  alerts?: AlertView[];
  watching?: string;
  messages?: MessageView[];
  history?: HistoryLine[];
  seen_by_visitor?: Record<string, number>;
}

/** What the widget starts from: the newest 50 messages. */
export interface VisitorSnapshot {
  conversation: ConversationForVisitor | null;
  messages: MessageForVisitor[];
  lines: VisitorLine[];
  read: number;
  has_more: boolean;
  name: string;
  email: string;
}

/** Effective presence of all agents of the workspace (to agents). */
export interface PresenceSignal {
  type: "presence";
  agents: Record<string, Presence>;
}

/** Something was done at one of the agent's own consoles (to all of these, P4). */
export interface ActiveSignal {
  type: "active";
}

/**
 * Somebody types in a conversation ("" in a visitor's own). `who` is an agent's id, or "visitor". `text` is what the visitor has typed
 * and not sent: only to agents with the conversation on screen, where the website shows it (I4).
 */
export interface TypingSignal {
  type: "typing";
  conversation: string;
  who: string;
  name: string;
  on: boolean;
  text?: string;
}

/** The agents who have this conversation on screen (to agents). */
export interface WatchingSignal {
  type: "watching";
  conversation: string;
  agents: string[];
}

/** Who is on the websites now: the changed ones and the ids of those gone; `whole` replaces everything. Coalesced to one a second. */
export interface VisitorsSignal {
  type: "visitors";
  whole: boolean;
  visitors: OnlineVisitor[];
  gone: string[];
}

/**
 * Whether the widget is live, takes messages or hides (P3), who is there, and the groups to choose from (G3).
 *
 * `groups` is None where nothing can be chosen. Otherwise the visitor is asked now, with one `preselected`, or may change the `group`
 * they are in (None: anyone). `is_answered_online`: one of the agents who joined is there. `face_pictures` belong to the `faces` ("":
 * none), `pictures` to the agents who joined, by their ids (W5); a website that shows no faces shows neither. `widget` is what the
 * website's settings say (None to the loader, which shows nothing of it).
 */
export interface ModeSignal {
  type: "mode";
  mode: "live" | "message" | "hidden";
  faces: string[];
  groups: GroupForVisitor[] | null;
  is_asked: boolean;
  preselected: string | null;
  group: string | null;
  is_answered_online: boolean;
  face_pictures: string[];
  pictures: Record<string, string>;
  widget: WidgetForVisitor | null;
}

/** A trigger opens, shows or hides the widget, or asks for the group (T4). */
export interface WidgetSignal {
  type: "widget";
  act: "open" | "show" | "hide" | "ask_for_group" | "show_form";
}

/** How many messages the visitor has not read (to the loader). */
export interface UnreadSignal {
  type: "unread";
  count: number;
}

/** A visitor as agents see them. */
export interface VisitorView {
  id: string;
  website_id: string;
  name: string;
  email: string;
  phone: string;
  language: string;
  country: string;
  device: string;
  attributes: Record<string, AttributeValue>;
  created_at: number;
  block: Block | null;
}

/** Which group the visitor is in and who said so. `group_id` None is "all agents", chosen or, with `by` "", never set. */
export interface GroupSettingView {
  group_id: string | null;
  source: Source;
  by: string;
  at: number;
}

/** `cause` did it; `rule` is the rule that decided it (a product.md id or an error code); `conditions` those of the trigger that won. */
export interface Explanation {
  cause: Actor;
  rule: string;
  conditions: Met[];
  considered: Considered[];
}

/**
 * A message as its visitor sees it. `kind` is visitor, agent or website; `seq` counts in the visitor's own numbers.
 *
 * `quote` is the id of the message it answers, "" for none.
 */
export interface MessageForVisitor {
  id: string;
  kind: "visitor" | "agent" | "website";
  author: AgentForVisitor | null;
  text: string;
  at: number;
  first_seq: number;
  seq: number;
  edited_at: number | null;
  deleted_at: number | null;
  is_trigger: boolean;
  quote: string;
  files: FileView[];
}

/** An agent as visitors see them: a name, nothing else. */
export interface AgentForVisitor {
  id: string;
  name: string;
}

/** A conversation as its visitor sees it; `group` only when it is public and effective. */
export interface ConversationForVisitor {
  is_open: boolean;
  episode: number;
  agents: AgentForVisitor[];
  group_id: string | null;
  read_by_agents: number;
  seq: number;
}

/** The message another one answers: named, never copied, so that what is changed or deleted there is so here. `seq` is its `first_seq`. */
export interface Quote {
  message_id: string;
  seq: number;
}

/** A file as its message shows it: `size` in bytes; `width` and `height` in pixels, 0 for anything but a picture. */
export interface FileView {
  id: string;
  name: string;
  type: string;
  size: number;
  width: number;
  height: number;
}

/** One agent's taking part in the running episode: assigned (when, by whom), joined, or both (product.md, Words). */
export interface Participation {
  agent_id: string;
  assigned_at: number | null;
  assigned_by: string;
  joined_at: number | null;
}

/**
 * A colleague asked to join (A14), waiting for an answer until `until`. `by` is the asker as an actor, `agent:…`.
 *
 * `then_leaves` makes it a transfer: the asker leaves once it is accepted.
 */
export interface Asking {
  agent_id: string;
  by: string;
  why: string;
  at: number;
  until: number;
  then_leaves: boolean;
}

/** What a list row shows of the newest message or comment; `files` is how many came with it. */
export interface LastMessage {
  id: string;
  author: string;
  kind: MessageKind;
  text: string;
  at: number;
  files: number;
}

/** `id` is the agent's, visitor's, trigger's or API key's id; "" for the system itself. */
export interface Actor {
  kind: ActorKind;
  id: string;
}

/** A deleted group as history goes on naming it (G7). */
export interface FormerGroup {
  id: string;
  names: Record<string, string>;
}

/** A website as lists name it. */
export interface WebsiteName {
  id: string;
  name: string;
  seq: number;
}

/** An unseen alert of the receiver; `seq` is its cause. */
export interface AlertView {
  seq: number;
  conversation_id: string;
  kind: string;
  at: number;
}

/** An event of the timeline, as it was recorded. */
export interface HistoryLine {
  seq: number;
  type: ConversationType;
  at: number;
  actor: string;
  body: ConversationChanged;
}

/** A system line of the visitor's thread (agent joined, left, closed …), `seq` in the visitor's numbers. */
export interface VisitorLine {
  seq: number;
  type: string;
  at: number;
  agent: string;
}

/**
 * A visitor on a website right now (I8). `visitor_id` "" while nothing made a visitor row of them.
 *
 * `referrer` is where they came from in this visit and `campaign` what the address they came to says of it (UTM), both "" if unknown;
 * `agents` take part in their conversation.
 */
export interface OnlineVisitor {
  browser_id: string;
  visitor_id: string;
  conversation_id: string;
  name: string;
  website_id: string;
  url: string;
  title: string;
  country: string;
  language: string;
  device: string;
  group_id: string | null;
  visits: number;
  pages: number;
  since: number;
  page_since: number;
  is_chatting: boolean;
  referrer: string;
  campaign: string;
  agents: string[];
}

/**
 * Texts are "" where the website has none: the chat then says its own. `form` is the contact form to fill in now (W3), `rating` the
 * closed episode that can be rated (W5). `answers_within` are the minutes after which a first answer
 * is usually there; None says nothing. `offers_transcript` once there is one to ask for (W5). With `shows_typed` agents see
 * what is typed before it is sent: the chat says so, and sends it (I4).
 */
export interface WidgetForVisitor {
  title: string;
  greeting: string;
  offline_text: string;
  placeholder: string;
  shows_faces: boolean;
  has_sound: boolean;
  takes_files: boolean;
  form: FormForVisitor | null;
  rating: RatingForVisitor | null;
  answers_within: number | null;
  offers_transcript: boolean;
  shows_typed: boolean;
}

/** `by` is an actor, `agent:…`; times in ms UTC; `until` None is for good. The reason is for colleagues, never for the visitor. */
export interface Block {
  by: string;
  at: number;
  reason: string;
  until: number | null;
}

/** One tested condition: the fact, the operator, what was expected, the value found, and whether it held. */
export interface Met {
  fact: string;
  operator: string;
  expected: string;
  found: string;
  holds: boolean;
}

/**
 * Somebody or something looked at: an agent, a group or a trigger, and the code of what came of it.
 *
 * Codes for agents: told, is_actor, invisible, offline, no_access, is_looking, not_member, narrowed (somebody nearer is told),
 * by_api (X1), not_started (before the first message, A22); of an agent a visitor might return to (A17): assigned, already_assigned,
 * online is wanted so offline or invisible, not_member, no_access, switched_off.
 * For triggers: won, lost_to_earlier, not_matched, acted (matched, has no assignment), loop_stopped, and what an assignment of theirs
 * was refused with: weaker_source, agent_offline, agent_invisible, group_disabled, group_empty, group_gone, agent_gone, no_access,
 * conversation_running. For groups: deleted (G7).
 */
export interface Considered {
  kind: string;
  id: string;
  outcome: string;
  conditions: Met[];
}

/** An enabled public group in the visitor's language (G3); never a private one (G2). */
export interface GroupForVisitor {
  id: string;
  name: string;
  is_online: boolean;
}

/** What is asked for now: the fields not known yet, and the text to agree to ("" for none). */
export interface FormForVisitor {
  when: "before" | "after";
  fields: FieldForVisitor[];
  consent: string;
  consent_link: string;
}

/** The episode that can be rated now; `score` 0 as long as it was not. */
export interface RatingForVisitor {
  episode: number;
  score: number;
  comment: string;
}

/** One field to fill in; `name` is its kind, or the attribute it fills, `label` what the visitor reads of the latter. */
export interface FieldForVisitor {
  name: string;
  label: string;
  kind: "name" | "email" | "phone" | "attribute";
  is_required: boolean;
}

export type OpBody = SendMessage | ChangeMessage | DeleteMessage | Read | AlertShown | ChoosePresence | ChooseGroup | Identify | GiveContact | GiveRating | AskTranscript;
export type SayBody = Typing | Watching | Page | Active;
export type Incoming = Hello | Op | Say | Ack | Ping;
export type Signal = PresenceSignal | ActiveSignal | TypingSignal | WatchingSignal | VisitorsSignal | ModeSignal | WidgetSignal | UnreadSignal;

/** An event as agents receive it. */
export type AgentEv =
  | EvOf<"message.sent", MessageSent>
  | EvOf<"message.changed", MessageChanged>
  | EvOf<"conversation.read", ConversationRead>
  | EvOf<"conversation.granted", ConversationGranted>
  | EvOf<"conversation.revoked", ConversationRevoked>
  | EvOf<"agent.changed", AgentChanged>
  | EvOf<"group.changed", GroupChanged>
  | EvOf<"group.deleted", GroupDeleted>
  | EvOf<"workspace.changed", WorkspaceChanged>
  | EvOf<"website.changed", WebsiteChanged>
  | EvOf<"settings.changed", SettingsChanged>
  | EvOf<ConversationType, ConversationChanged>;

/** An event as its visitor receives it. */
export type VisitorEv = EvOf<string, ForVisitor>;

export type Ev = AgentEv | VisitorEv;

/** Any frame from the server; `Outgoing<AgentEv>` for the console, `Outgoing<VisitorEv>` for the widget. */
export type Outgoing<E extends Ev = Ev> = Welcome | Snap | E | Adv | Batch<E> | Acked | Nacked | Eph | Hb | Bye;
