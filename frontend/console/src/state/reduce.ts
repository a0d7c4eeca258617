/** The live state moved on by one frame of the server. Pure: the same frames give the same state on every screen. */
import type { AgentEv, AgentSnapshot, HistoryLine, Signal, Snap, Welcome } from "@zuruf/protocol/frames";
import type { ServerFrame } from "@zuruf/protocol/socket";
import type {
  ConversationChanged,
  EvOf,
  GroupDeleted,
  GroupSettingView,
  Id,
  MessageView,
  Ms,
} from "@zuruf/protocol/types";
import { mergeHistory, mergeMessages, put, putAll, without } from "./merge";
import { NO_THREAD, NOTHING, type World } from "./model";

export type Frame = ServerFrame<AgentEv>;

/** A snapshot brings this many messages; as many means that there are older ones. */
export const PAGE = 50;
const TYPING_LASTS: Ms = 6_000;

/** `now` is our own clock; it dates nothing that is stored. */
export function reduce(world: World, frame: Frame, now: Ms): World {
  switch (frame.f) {
    case "welcome":
      return welcomed(world, frame, now);
    case "snap":
      return snapped(world, frame);
    case "ev":
      return happened(world, frame);
    case "eph":
      return said(world, frame.eph, now);
    default:
      return world;
  }
}

/** This agent has a conversation on screen up to `seq`: alerts and dots go before the server confirms. */
export function read(world: World, id: Id, seq: number): World {
  if ((world.reads[id] ?? 0) >= seq) return world;
  return {
    ...world,
    reads: { ...world.reads, [id]: seq },
    alerts: world.alerts.filter((alert) => alert.conversation_id !== id || alert.seq > seq),
  };
}

/** The connection is down: who is there, watches or types now is known no more. What was stored stays. */
export function cutOff(world: World): World {
  return { ...world, knowsPresence: false, watching: {}, typing: {} };
}

/** Who watches and who types is told anew after every welcome, but not of conversations where nobody does any more. */
function welcomed(world: World, frame: Welcome, now: Ms): World {
  const { epoch, me, max_text: maxText } = frame;
  return { ...world, epoch, me, maxText, ahead: frame.now - now, arriving: null, watching: {}, typing: {} };
}

function snapped(world: World, { agent, last }: Snap): World {
  if (!agent) return world;
  const arriving = together(world.arriving ?? {}, agent);
  return last ? begun(world, arriving) : { ...world, arriving };
}

function together(before: AgentSnapshot, part: AgentSnapshot): AgentSnapshot {
  return {
    ...before,
    ...part,
    agents: [...(before.agents ?? []), ...(part.agents ?? [])],
    groups: [...(before.groups ?? []), ...(part.groups ?? [])],
    websites: [...(before.websites ?? []), ...(part.websites ?? [])],
    conversations: [...(before.conversations ?? []), ...(part.conversations ?? [])],
    alerts: [...(before.alerts ?? []), ...(part.alerts ?? [])],
    messages: [...(before.messages ?? []), ...(part.messages ?? [])],
    history: [...(before.history ?? []), ...(part.history ?? [])],
    reads: { ...before.reads, ...part.reads },
    seen_by_visitor: { ...before.seen_by_visitor, ...part.seen_by_visitor },
  };
}

/** A snapshot replaces everything stored; what is only said stays until it is told anew, which comes right after. */
function begun(world: World, snapshot: AgentSnapshot): World {
  const { epoch, me, ahead, maxText, settings, presence, knowsPresence, online, watching, typing, activeAt } = world;
  const { watching: shown, messages = [], history = [] } = snapshot;
  const thread = { messages, history, hasMore: messages.length >= PAGE, isLoaded: true };
  return {
    ...NOTHING,
    ...{ epoch, me, ahead, maxText, settings, presence, knowsPresence, online, watching, typing, activeAt },
    isReady: true,
    workspace: snapshot.workspace ?? null,
    agents: byId(snapshot.agents),
    groups: byId(snapshot.groups),
    formerGroups: Object.fromEntries((snapshot.former_groups ?? []).map((group) => [group.id, group])),
    websites: byId(snapshot.websites),
    conversations: byId(snapshot.conversations),
    reads: snapshot.reads ?? {},
    seenByVisitor: snapshot.seen_by_visitor ?? {},
    alerts: snapshot.alerts ?? [],
    threads: shown ? { [shown]: thread } : {},
  };
}

function byId<E extends { id: Id; seq: number }>(entities: readonly E[] = []): Record<Id, E> {
  return putAll({}, entities);
}

function happened(world: World, ev: AgentEv): World {
  switch (ev.type) {
    case "message.sent":
    case "message.changed":
      return written(world, ev);
    case "conversation.read":
      return ev.body.agent_id === null
        ? seenByVisitor(world, ev.body.conversation_id, ev.body.read)
        : ev.body.agent_id === world.me
          ? read(world, ev.body.conversation_id, ev.body.read)
          : world;
    case "conversation.granted":
      return read(put_(world, ev), ev.body.conversation.id, ev.body.read);
    case "conversation.revoked":
      return forgotten(world, ev.body.conversation_id);
    case "agent.changed":
      return { ...world, agents: put(world.agents, ev.body.agent) };
    case "group.changed":
      return { ...world, groups: put(world.groups, ev.body.group) };
    case "group.deleted":
      return groupDeleted(world, ev);
    case "workspace.changed":
      return (world.workspace?.seq ?? -1) < ev.body.seq ? { ...world, workspace: ev.body } : world;
    case "website.changed": {
      const { website_id: id, name, seq } = ev.body;
      return settingsChanged({ ...world, websites: put(world.websites, { id, name, seq }) }, "websites");
    }
    case "settings.changed":
      return settingsChanged(world, ev.body.what);
    default:
      return changed(world, ev);
  }
}

/** A comment alerts those it names (I5), a visitor's message those it calls (A22). */
function written(world: World, ev: Extract<AgentEv, { type: "message.sent" | "message.changed" }>): World {
  const { message, alerted: agents } = ev.body;
  const kind = message.kind === "comment" ? "mentioned" : "message";
  return alerted(withMessage(put_(world, ev), message), ev, kind, agents);
}

/** The visitors still in the group, their conversation closed, are in the other one now by the same event; its name is kept. */
function groupDeleted(world: World, { seq, at, actor, body }: EvOf<"group.deleted", GroupDeleted>): World {
  const { group_id: id, moved_to, names } = body;
  const group: GroupSettingView = { group_id: moved_to, source: "trigger", by: actor, at };
  const conversations = Object.values(world.conversations)
    .filter((one) => one.group.group_id === id && one.seq < seq)
    .map((one) => ({ ...one, seq, group }));
  return {
    ...world,
    groups: without(world.groups, id),
    formerGroups: { ...world.formerGroups, [id]: { id, names } },
    conversations: putAll(world.conversations, conversations),
  };
}

function changed(world: World, ev: HistoryLine): World {
  const next = withoutAsked(alerted(withLine(put_(world, ev), ev), ev, ev.body.alert_kind, ev.body.alerted), ev);
  if (!ev.body.withdrawn.includes(world.me)) return next;
  const id = ev.body.conversation.id;
  const alerts = next.alerts.filter((alert) => alert.conversation_id !== id || alert.kind === "mentioned");
  return { ...next, alerts };
}

/** An alert that somebody asks ends with the last asking: answered, lapsed or closed (A14). */
function withoutAsked(world: World, { seq, body }: HistoryLine): World {
  const { id, askings } = body.conversation;
  if (askings.some((asking) => asking.agent_id === world.me)) return world;
  const isOver = (alert: World["alerts"][number]) =>
    alert.conversation_id === id && alert.kind === "asked" && alert.seq < seq;
  const alerts = world.alerts.filter((alert) => !isOver(alert));
  return alerts.length === world.alerts.length ? world : { ...world, alerts };
}

function put_(world: World, ev: { body: Pick<ConversationChanged, "conversation"> }): World {
  return { ...world, conversations: put(world.conversations, ev.body.conversation) };
}

function withMessage(world: World, message: MessageView): World {
  const thread = world.threads[message.conversation_id];
  if (!thread) return world;
  const messages = mergeMessages(thread.messages, [message]);
  const typing = silenced(world, message);
  const threads = { ...world.threads, [message.conversation_id]: { ...thread, messages } };
  return { ...world, typing, threads, apart: changedApart(world, message) };
}

/** A new message is none of a stretch that ends before it; one that stands in it is changed there too. */
function changedApart({ apart }: World, message: MessageView): World["apart"] {
  const stretch = apart[message.conversation_id];
  if (!stretch?.messages.some(({ id }) => id === message.id)) return apart;
  const messages = mergeMessages(stretch.messages, [message]);
  return { ...apart, [message.conversation_id]: { ...stretch, messages } };
}

/** Whoever has sent no longer types. */
function silenced({ typing }: World, message: MessageView): World["typing"] {
  const typists = typing[message.conversation_id];
  const who = message.kind === "visitor" ? "visitor" : message.author;
  return typists?.[who] ? { ...typing, [message.conversation_id]: without(typists, who) } : typing;
}

function withLine(world: World, ev: HistoryLine): World {
  const id = ev.body.conversation.id;
  const thread = world.threads[id];
  if (!thread) return world;
  const { seq, at, actor, type, body } = ev;
  const history = mergeHistory(thread.history, [{ seq, at, actor, type, body }]);
  return { ...world, threads: { ...world.threads, [id]: { ...thread, history } } };
}

function alerted(
  world: World,
  ev: { seq: number; at: Ms; body: { conversation: { id: Id } } },
  kind: string,
  agents: readonly Id[] = [],
): World {
  const id = ev.body.conversation.id;
  if (!agents.includes(world.me) || (world.reads[id] ?? 0) >= ev.seq) return world;
  if (world.alerts.some((alert) => alert.seq === ev.seq)) return world;
  return { ...world, alerts: [...world.alerts, { seq: ev.seq, conversation_id: id, kind, at: ev.at }] };
}

function seenByVisitor(world: World, id: Id, seq: number): World {
  if ((world.seenByVisitor[id] ?? 0) >= seq) return world;
  return { ...world, seenByVisitor: { ...world.seenByVisitor, [id]: seq } };
}

function forgotten(world: World, id: Id): World {
  return {
    ...world,
    conversations: without(world.conversations, id),
    threads: without(world.threads, id),
    apart: without(world.apart, id),
    reads: without(world.reads, id),
    seenByVisitor: without(world.seenByVisitor, id),
    watching: without(world.watching, id),
    typing: without(world.typing, id),
    alerts: world.alerts.filter((alert) => alert.conversation_id !== id),
  };
}

function settingsChanged(world: World, what: string): World {
  return { ...world, settings: { ...world.settings, [what]: (world.settings[what] ?? 0) + 1 } };
}

function said(world: World, signal: Signal, now: Ms): World {
  switch (signal.type) {
    case "presence":
      return { ...world, presence: signal.agents, knowsPresence: true };
    case "typing": {
      const typists = world.typing[signal.conversation] ?? {};
      const next = signal.on
        ? { ...typists, [signal.who]: { name: signal.name, text: signal.text ?? "", until: now + TYPING_LASTS } }
        : without(typists, signal.who);
      return { ...world, typing: { ...world.typing, [signal.conversation]: next } };
    }
    case "active":
      return { ...world, activeAt: now };
    case "watching":
      return { ...world, watching: { ...world.watching, [signal.conversation]: signal.agents } };
    case "visitors": {
      const kept = signal.whole ? {} : { ...world.online };
      for (const id of signal.gone) delete kept[id];
      for (const visitor of signal.visitors) kept[visitor.browser_id] = visitor;
      return { ...world, online: kept };
    }
    default:
      return world;
  }
}

/** Messages and lines of a conversation are collected from now on, so that none is missed while it is being fetched. */
export function opening(world: World, id: Id): World {
  return world.threads[id] ? world : { ...world, threads: { ...world.threads, [id]: NO_THREAD } };
}
