/** Questions to the live state: which conversations a list shows, in which order, and how many there are. */

import type { HistoryLine } from "@zuruf/protocol/frames";
import type { ConversationView, GroupView, Id, MessageView, Ms } from "@zuruf/protocol/types";
import type { Thread, World } from "./model";
import type { PendingMessage } from "./pending";
import { groupName, isMissed, lackOf, reasonsFor } from "./rules";

/** A list of conversations by its address: `mine`, `unassigned`, `all`, `mentions` or `group:ID`. */
export type View = "mine" | "unassigned" | "all" | "mentions" | `group:${Id}`;

export interface Filter {
  state: "open" | "snoozed" | "closed" | "any";
  website: Id;
  agent: Id;
  group: Id;
  tag: Id;
  /** `fr` is fr-CA, too. */
  language: string;
  only: "" | "unread" | "missed";
  order: "newest" | "oldest" | "waiting";
}

export const NO_FILTER: Filter = {
  state: "open",
  website: "",
  agent: "",
  group: "",
  tag: "",
  language: "",
  only: "",
  order: "newest",
};

export interface Counts {
  mine: number;
  unassigned: number;
  groups: Record<Id, number>;
}

export function isIn(world: World, conversation: ConversationView, view: View): boolean {
  if (view === "mine") return standing(world, conversation).isMine;
  if (view === "unassigned") return standing(world, conversation).isNobodys;
  if (view === "mentions") return mentionIn(world, conversation.id) !== null;
  if (view === "all") return conversation.episode > 0;
  return conversation.episode > 0 && conversation.group.group_id === view.slice("group:".length);
}

/** The event of the oldest comment here that names this agent and that they have not seen; null without any (I5). */
export function mentionIn({ alerts }: World, id: Id): number | null {
  return alerts.find((alert) => alert.kind === "mentioned" && alert.conversation_id === id)?.seq ?? null;
}

/** Conversations with such a comment. */
export function mentions({ alerts }: World): number {
  return new Set(alerts.flatMap(({ kind, conversation_id: id }) => (kind === "mentioned" ? [id] : []))).size;
}

interface Standing {
  isMine: boolean;
  isNobodys: boolean;
}

type Judges = Pick<World, "me" | "workspace" | "agents" | "groups">;

/** Lists and counts ask after every event about every conversation; most are the same objects as before, among the same people. */
let judged: { by: Judges; standings: WeakMap<ConversationView, Standing> } | null = null;

function standing(world: World, conversation: ConversationView): Standing {
  const { me, workspace, agents, groups } = world;
  if (!judged || !isBySame(judged.by, world))
    judged = { by: { me, workspace, agents, groups }, standings: new WeakMap() };
  const known = judged.standings.get(conversation);
  if (known) return known;
  const found = {
    isMine: reasonsFor(world, conversation, world.me).length > 0,
    isNobodys: lackOf(world, conversation) !== null,
  };
  judged.standings.set(conversation, found);
  return found;
}

function isBySame(a: Judges, b: Judges): boolean {
  return a.me === b.me && a.workspace === b.workspace && a.agents === b.agents && a.groups === b.groups;
}

const NONE: ReadonlySet<Id> = new Set();

/** Answers once more what it answered last, as long as all it rests on are the same objects: most events touch no conversation of ten thousand. */
function latest<T>(): (basis: readonly unknown[], find: () => T) => T {
  let known: { basis: readonly unknown[]; found: T } | null = null;
  return (basis, find) => {
    const before = known?.basis;
    if (!known || basis.some((one, n) => one !== before?.[n])) known = { basis, found: find() };
    return known.found;
  };
}

const latestList = latest<ConversationView[]>();
const latestCounts = latest<Counts>();

/** What `standing` rests on. */
const judging = (world: World) => [world.conversations, world.me, world.workspace, world.agents, world.groups];

/** `past` are the closed ones the server found for this filter: whose they were at closing only the server knows. `now` tells who was missed. */
export function listed(world: World, view: View, filter: Filter, past = NONE, now: Ms = 0): ConversationView[] {
  const more = [filter.only === "unread" && world.reads, view === "mentions" && world.alerts];
  return latestList([...judging(world), view, filter, past, now, ...more], () =>
    Object.values(world.conversations)
      .filter((conversation) => passes(conversation, view, filter, past) && isIn(world, conversation, view))
      .filter((conversation) => isWanted(world, conversation, filter.only, now))
      .sort(ORDERS[filter.order]),
  );
}

/** Both are said of open ones only (I2). */
function isWanted(world: World, conversation: ConversationView, only: Filter["only"], now: Ms): boolean {
  if (only === "missed") return isMissed(world, conversation, now);
  if (only === "unread")
    return conversation.is_open && (world.reads[conversation.id] ?? 0) < conversation.visitor_message_seq;
  return true;
}

/** Whether the list is not what it is without a filter; the order is none. */
export function isNarrowed(filter: Filter): boolean {
  return JSON.stringify({ ...filter, order: "newest" }) !== JSON.stringify(NO_FILTER);
}

function passes(conversation: ConversationView, view: View, filter: Filter, past: ReadonlySet<Id>): boolean {
  const { state, website, agent, group, tag, language } = filter;
  if (!isInState(conversation, view, state)) return false;
  if (website && conversation.visitor.website_id !== website) return false;
  if (group && conversation.group.group_id !== group) return false;
  if (tag && !conversation.tags.includes(tag)) return false;
  if (language && !isSpoken(conversation.visitor.language, language)) return false;
  if (!agent || (!conversation.is_open && past.has(conversation.id))) return true;
  return conversation.participations.some((row) => row.agent_id === agent);
}

function isSpoken(spoken: string, language: string): boolean {
  const tag = spoken.toLowerCase();
  return tag === language.toLowerCase() || tag.startsWith(`${language.toLowerCase()}-`);
}

/** Mine and Unassigned are open ones only; nobody's are never out of sight, also when put off (A16). */
function isInState({ is_open, snoozed_until }: ConversationView, view: View, state: Filter["state"]): boolean {
  if (view === "unassigned" || view === "mentions") return true;
  if (state === "any" && view !== "mine") return true;
  if (state === "closed" && view !== "mine") return !is_open;
  return is_open && (snoozed_until !== null) === (state === "snoozed");
}

function byNewest(a: ConversationView, b: ConversationView): number {
  return b.last_at - a.last_at || (a.id < b.id ? 1 : -1);
}

/** Who has waited longest stands first; then those who do not wait. */
function byWaiting(a: ConversationView, b: ConversationView): number {
  const never = Number.POSITIVE_INFINITY;
  return (a.waiting_since ?? never) - (b.waiting_since ?? never) || byNewest(a, b);
}

const ORDERS = {
  newest: byNewest,
  oldest: (a: ConversationView, b: ConversationView) => byNewest(b, a),
  waiting: byWaiting,
};

export function counts(world: World): Counts {
  return latestCounts(judging(world), () => counted(world));
}

function counted(world: World): Counts {
  const result: Counts = { mine: 0, unassigned: 0, groups: {} };
  for (const conversation of Object.values(world.conversations)) {
    if (!conversation.is_open) continue;
    const { isMine, isNobodys } = standing(world, conversation);
    if (isNobodys) result.unassigned += 1;
    if (conversation.snoozed_until !== null) continue;
    if (isMine) result.mine += 1;
    const group = conversation.group.group_id;
    if (group && conversation.episode > 0) result.groups[group] = (result.groups[group] ?? 0) + 1;
  }
  return result;
}

/** Conversations with an alert this agent has not seen: the number in the title of the tab. */
export function unseen(world: World): number {
  return new Set(world.alerts.map((alert) => alert.conversation_id)).size;
}

/** The groups of the workspace by name. */
export function groupsByName(world: World, language: string): GroupView[] {
  const name = (group: GroupView) => groupName(group, language, world.workspace);
  return Object.values(world.groups).sort((a, b) => name(a).localeCompare(name(b), language));
}

export type TimelineItem =
  | { kind: "day"; key: string; at: Ms }
  | { kind: "new"; key: string }
  | { kind: "message"; key: string; message: MessageView; follows: boolean; opens: boolean }
  | { kind: "line"; key: string; line: HistoryLine }
  | { kind: "pending"; key: string; pending: PendingMessage };

const TOGETHER: Ms = 3 * 60_000;

/** Kept with the conversation, but no line of its timeline. */
const UNTOLD: ReadonlySet<string> = new Set(["visitor.changed"]);

/**
 * Messages and history in one order, with a line per day; a message `follows` when the same person wrote just before. A line of its own stands
 * before the message at `firstNew`: where the agent left off.
 */
export function timeline(
  thread: Thread,
  pendings: readonly PendingMessage[],
  firstNew: number | null = null,
): TimelineItem[] {
  const firstShown = thread.hasMore ? (thread.messages[0]?.first_seq ?? 0) : 0;
  const entries = [
    ...thread.messages.map((message) => ({ seq: message.first_seq, at: message.at, message, line: null })),
    ...thread.history
      .filter((line, place) => line.seq >= firstShown && !UNTOLD.has(line.type) && !isAccepting(thread, place))
      .map((line) => ({ seq: line.seq, at: line.at, message: null, line })),
  ].sort((a, b) => a.seq - b.seq);
  const items: TimelineItem[] = [];
  const opening = openingOf(thread);
  let day = "";
  let before: MessageView | null = null;
  for (const { at, message, line } of entries) {
    const today = new Date(at).toDateString();
    if (today !== day) items.push({ kind: "day", key: `day:${today}`, at });
    if (message && message.first_seq === firstNew) items.push({ kind: "new", key: "new" });
    if (message) {
      const follows = isTogether(before, message, today === day) && message.first_seq !== firstNew;
      items.push({ kind: "message", key: message.id, message, follows, opens: opening.has(message.id) });
    }
    if (line) items.push({ kind: "line", key: `line:${line.seq}`, line });
    before = message;
    day = today;
  }
  return [...items, ...pendings.map((pending) => ({ kind: "pending", key: pending.cid, pending }) as const)];
}

/** The visitors' messages that opened an episode, as far as they are known: what came before the oldest one loaded is not. */
function openingOf({ messages, hasMore }: Thread): ReadonlySet<Id> {
  const opening = new Set<Id>();
  let last = hasMore ? (messages[0]?.episode ?? 0) : 0;
  for (const { id, kind, episode, is_pushed, is_trigger } of messages) {
    const isPersons = (kind === "visitor" || kind === "agent") && !is_pushed && !is_trigger;
    if (!isPersons || episode <= last) continue;
    if (kind === "visitor") opening.add(id);
    last = episode;
  }
  return opening;
}

/** Who accepts an asking joins by it: one line says both. */
function isAccepting({ history }: Thread, place: number): boolean {
  const [before, line] = [history[place - 1], history[place]];
  if (line?.type !== "agent.joined" || before?.type !== "asking.accepted") return false;
  return before.at === line.at && before.body.agent_id === line.body.agent_id;
}

function isTogether(before: MessageView | null, message: MessageView, isSameDay: boolean): boolean {
  if (!before || !isSameDay || before.kind !== message.kind || before.author !== message.author) return false;
  return message.at - before.at < TOGETHER && before.is_trigger === message.is_trigger;
}

/** Whether a screen with this conversation shows its newest message: what was not drawn, nobody has seen (A22l). */
export function isDrawn({ threads, apart, conversations }: World, id: Id): boolean {
  const [thread, conversation] = [threads[id], conversations[id]];
  if (!thread?.isLoaded || !conversation || apart[id]) return false;
  return (thread.messages.at(-1)?.first_seq ?? 0) >= conversation.visitor_message_seq;
}

/** The newest event this screen shows of a conversation: what has been read once it was open in front. */
export function newestSeq(world: World, id: Id): number {
  const thread = world.threads[id];
  const newest = Math.max(
    world.conversations[id]?.seq ?? 0,
    thread?.messages.at(-1)?.first_seq ?? 0,
    thread?.history.at(-1)?.seq ?? 0,
  );
  return Math.max(newest, ...world.alerts.filter((alert) => alert.conversation_id === id).map((alert) => alert.seq));
}
