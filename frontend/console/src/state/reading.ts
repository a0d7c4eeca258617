/** Where somebody reads in a thread: which part of it is shown, what is new since they left off. */
import type { Id } from "@zuruf/protocol/types";
import { NO_THREAD, type Thread, type World } from "./model";

export function shownThread({ apart, threads }: World, id: Id): Thread {
  return apart[id] ?? threads[id] ?? NO_THREAD;
}

export interface News {
  /** The event of the first message after the place; null when it lies before what is loaded. */
  first: number | null;
  count: number;
}

/** What others wrote after event `leftOff`. None for who has never been here, and for who has written since: they have read it. */
export function newsSince({ messages, hasMore }: Thread, me: Id, leftOff: number): News | null {
  if (leftOff === 0) return null;
  const after = messages.filter(({ first_seq }) => first_seq > leftOff);
  if (after.some((message) => isBy(message, me))) return null;
  const news = after.filter(({ deleted_at }) => deleted_at === null);
  const [first] = news;
  if (!first) return null;
  const isBeyond = hasMore && after.length === messages.length;
  return { first: isBeyond ? null : first.first_seq, count: news.length };
}

/** How many messages of others came after event `seq`. */
export function countAfter({ messages }: Thread, me: Id, seq: number): number {
  return messages.filter((message) => message.first_seq > seq && !message.deleted_at && !isBy(message, me)).length;
}

function isBy({ kind, author }: Thread["messages"][number], me: Id): boolean {
  return kind !== "visitor" && author === me;
}
