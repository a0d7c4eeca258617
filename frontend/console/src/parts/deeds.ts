/** What an agent does with one conversation and what takes it back, where that brings back what was (I6). */
import type { ConversationView, Id, Ms, Participation } from "@zuruf/protocol/types";
import { conversations, visitors } from "../api/calls";
import type { Plain, Step } from "./undoing";

const plain = (id: Id, kind: "join" | "leave" | "close" | "reopen" | "wake"): Step => [
  { kind, conversation: id },
  (key) => conversations.act(id, kind, key),
];

const snoozing = (id: Id, until: Ms): Step => [
  { kind: "snooze", conversation: id, until },
  (key) => conversations.snooze(id, until, key),
];

const grouping = ({ id, visitor }: ConversationView, group: Id | null, seen: Id | null): Step => [
  { kind: "group", conversation: id, group },
  (key) => visitors.setGroup(visitor.id, group, seen, key),
];

const assigning = ({ id, visitor }: ConversationView, agent: Id): Step => [
  { kind: "assign", conversation: id, agent },
  (key) => visitors.assign(visitor.id, agent, key),
];

const takingOff = ({ id, visitor }: ConversationView, agent: Id): Step => [
  { kind: "takeOff", conversation: id, agent },
  (key) => visitors.takeOff(visitor.id, agent, key),
];

/** Reopening brings back those it had, as they had come. */
const cameBy = ({ assigned_at: assigned, joined_at: joined }: Participation, at: Ms) =>
  Math.max(assigned ?? 0, joined ?? 0) <= at;

const rowOf = ({ participations }: ConversationView, agent: Id) => participations.find((row) => row.agent_id === agent);

/** Nobody has opened it since, or was assigned while it was closed. Closing ends a snooze, so it is put off again while its time lies ahead. */
export const closing = ({ id, snoozed_until: before }: ConversationView): Plain => ({
  conversation: id,
  name: "close",
  step: plain(id, "close"),
  back: (at) => [plain(id, "reopen"), ...(before !== null && before > at ? [snoozing(id, before)] : [])],
  stands: (now) => !now.is_open && now.participations.length === 0,
});

/** Nobody has written or taken part since: what was closed is closed over nobody's head. */
export const reopening = (before: ConversationView): Plain => ({
  conversation: before.id,
  name: "reopen",
  step: plain(before.id, "reopen"),
  back: () => [plain(before.id, "close")],
  stands: (now) =>
    now.is_open &&
    now.snoozed_until === null &&
    now.last?.id === before.last?.id &&
    now.group.group_id === before.group.group_id &&
    now.participations.every((row) => cameBy(row, before.closed_at ?? 0) || !!rowOf(before, row.agent_id)),
});

/** The visitor's next message wakes it. */
export const snooze = ({ id, snoozed_until: before }: ConversationView, until: Ms): Plain => ({
  conversation: id,
  name: "snooze",
  step: snoozing(id, until),
  back: (at) => [before === null || before <= at ? plain(id, "wake") : snoozing(id, before)],
  stands: (now) => now.is_open && now.snoozed_until === until,
});

/** What the visitor has written since would be put off with it. */
export const wake = ({ id, snoozed_until: before, visitor_message_seq: said }: ConversationView): Plain => ({
  conversation: id,
  name: "snooze",
  step: plain(id, "wake"),
  back: () => (before === null ? [] : [snoozing(id, before)]),
  stands: (now) => now.is_open && now.snoozed_until === null && now.visitor_message_seq === said,
});

/**
 * `seen` is the group that was shown when the choice began. Giving it to others wakes it, which nothing takes back; and a group that an agent
 * sets counts as much as an agent (A18), so only one that counted as much before can be as it was.
 */
export const setGroup = (before: ConversationView, group: Id | null, seen: Id | null): Plain => {
  const { group_id: former, source } = before.group;
  const isExact = ["agent", "api"].includes(source) && before.snoozed_until === null;
  return {
    conversation: before.id,
    name: "group",
    step: grouping(before, group, seen),
    back: () => (isExact ? [grouping(before, former, group)] : []),
    stands: (now) => now.group.group_id === group,
  };
};

/** Who takes part already stays; who has joined since, too. */
export const assign = (before: ConversationView, agent: Id): Plain => ({
  conversation: before.id,
  name: `agent:${agent}`,
  step: assigning(before, agent),
  back: () => (before.snoozed_until === null && !rowOf(before, agent) ? [takingOff(before, agent)] : []),
  stands: (now) => {
    const row = rowOf(now, agent);
    return !!row && row.assigned_at !== null && row.joined_at === null;
  },
});

/** Nobody can be made to join again. */
export const takeOff = (before: ConversationView, agent: Id): Plain => {
  const row = rowOf(before, agent);
  const isExact = before.is_open && before.snoozed_until === null && row?.joined_at === null;
  return {
    conversation: before.id,
    name: `agent:${agent}`,
    step: takingOff(before, agent),
    back: () => (isExact ? [assigning(before, agent)] : []),
    stands: (now) => now.is_open && !rowOf(now, agent),
  };
};

/** Joining again is one's own to do, being assigned again takes the right to; who then owns the conversation keeps it (G4). */
export const leave = (before: ConversationView, me: Id, mayAssign: boolean): Plain => {
  const row = rowOf(before, me);
  const isAssigned = !!row && row.assigned_at !== null;
  const hasHeir =
    before.owner === me && before.participations.some((other) => other !== row && other.joined_at !== null);
  const mayReturn = !isAssigned || (mayAssign && before.snoozed_until === null);
  const back = [
    ...(isAssigned ? [assigning(before, me)] : []),
    ...(row && row.joined_at !== null ? [plain(before.id, "join")] : []),
  ];
  return {
    conversation: before.id,
    name: `agent:${me}`,
    step: plain(before.id, "leave"),
    back: () => (before.is_open && mayReturn && !hasHeir ? back : []),
    stands: (now) => now.is_open && !rowOf(now, me),
  };
};
