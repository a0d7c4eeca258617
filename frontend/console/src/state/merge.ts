/** Merging numbered things: whatever carries the higher event number wins, so overlaps and replays are harmless. */
import type { HistoryLine } from "@zuruf/protocol/frames";
import type { ConversationView, Id, MessageView } from "@zuruf/protocol/types";
import { NO_THREAD, type Thread, type World } from "./model";

interface Numbered {
  id: Id;
  seq: number;
}

/** `entities` with `entity` in it, unless a newer one is there already. */
export function put<E extends Numbered>(entities: Record<Id, E>, entity: E): Record<Id, E> {
  const known = entities[entity.id];
  return known && known.seq >= entity.seq ? entities : { ...entities, [entity.id]: entity };
}

export function putAll<E extends Numbered>(entities: Record<Id, E>, news: readonly E[]): Record<Id, E> {
  const newer = news.filter((entity) => (entities[entity.id]?.seq ?? -1) < entity.seq);
  return newer.length ? { ...entities, ...Object.fromEntries(newer.map((entity) => [entity.id, entity])) } : entities;
}

export function without<V>(entries: Record<Id, V>, id: Id): Record<Id, V> {
  if (!(id in entries)) return entries;
  const { [id]: _gone, ...rest } = entries;
  return rest;
}

/** Messages in the order of their first event, which is the same for everybody (V9). */
export function mergeMessages(known: MessageView[], news: readonly MessageView[]): MessageView[] {
  const byId = new Map(known.map((message) => [message.id, message]));
  let isChanged = false;
  for (const message of news) {
    const before = byId.get(message.id);
    if (before && before.seq >= message.seq) continue;
    byId.set(message.id, message);
    isChanged = true;
  }
  return isChanged ? [...byId.values()].sort((a, b) => a.first_seq - b.first_seq) : known;
}

export function mergeHistory(known: HistoryLine[], news: readonly HistoryLine[]): HistoryLine[] {
  const seqs = new Set(known.map((line) => line.seq));
  const added = news.filter((line) => !seqs.has(line.seq));
  return added.length ? [...known, ...added].sort((a, b) => a.seq - b.seq) : known;
}

export interface ThreadPart {
  messages: MessageView[];
  history: HistoryLine[];
  has_more: boolean;
  has_newer?: boolean;
}

/** A conversation fetched over HTTP with its newest messages. */
export function mergeThread(
  world: World,
  conversation: ConversationView,
  part: ThreadPart,
  seenByVisitor: number,
): World {
  const { id } = conversation;
  return {
    ...world,
    conversations: put(world.conversations, conversation),
    threads: { ...world.threads, [id]: joined(world.threads[id] ?? NO_THREAD, part) },
    seenByVisitor: { ...world.seenByVisitor, [id]: Math.max(world.seenByVisitor[id] ?? 0, seenByVisitor) },
  };
}

/** The page before the message at `before`, for whichever part of the thread begins with it. */
export function mergeOlder(world: World, id: Id, before: number, part: ThreadPart): World {
  const begins = (thread?: Thread) => thread?.messages[0]?.first_seq === before;
  const longer = (thread: Thread) => ({ ...joined(thread, part), hasMore: part.has_more });
  const {
    apart: { [id]: stretch },
    threads: { [id]: thread },
  } = world;
  if (stretch && begins(stretch)) return { ...world, apart: { ...world.apart, [id]: longer(stretch) } };
  if (thread && begins(thread)) return { ...world, threads: { ...world.threads, [id]: longer(thread) } };
  return world;
}

/** The messages around a place: a stretch of its own, or the thread itself where they reach it. */
export function mergeAround(world: World, id: Id, part: ThreadPart): World {
  const stretch = { ...joined(NO_THREAD, part), hasMore: part.has_more };
  return placed(world, id, stretch, part.has_newer ?? false);
}

/** The page after the message at `after`, if the stretch still ends with it. */
export function mergeNewer(world: World, id: Id, after: number, part: ThreadPart): World {
  const stretch = world.apart[id];
  if (stretch?.messages.at(-1)?.first_seq !== after) return world;
  return placed(world, id, { ...joined(stretch, part), hasMore: stretch.hasMore }, part.has_newer ?? false);
}

/** Once there is no gap any more, both are one. */
function placed(world: World, id: Id, stretch: Thread, hasNewer: boolean): World {
  const thread = world.threads[id] ?? NO_THREAD;
  const newest = thread.isLoaded ? (thread.messages[0]?.first_seq ?? 0) : Number.POSITIVE_INFINITY;
  if (hasNewer && (stretch.messages.at(-1)?.first_seq ?? 0) < newest) {
    return { ...world, apart: { ...world.apart, [id]: stretch } };
  }
  const isOlder = (stretch.messages[0]?.first_seq ?? 0) <= newest;
  const whole = {
    messages: mergeMessages(thread.messages, stretch.messages),
    history: mergeHistory(thread.history, stretch.history),
    hasMore: isOlder ? stretch.hasMore : thread.hasMore,
    isLoaded: true,
  };
  return { ...world, apart: without(world.apart, id), threads: { ...world.threads, [id]: whole } };
}

function joined(thread: Thread, part: ThreadPart): Thread {
  return {
    messages: mergeMessages(thread.messages, part.messages),
    history: mergeHistory(thread.history, part.history),
    hasMore: thread.isLoaded ? thread.hasMore : part.has_more,
    isLoaded: true,
  };
}
