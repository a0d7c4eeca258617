/** What this agent has done and the server has not confirmed yet: laid over the live state, taken back when refused. */
import type { OpBody } from "@zuruf/protocol/frames";
import type { ConversationView, Id, Ms, Participation, Presence } from "@zuruf/protocol/types";
import type { World } from "./model";

export type Intent =
  | { kind: "message"; conversation: Id; text: string; isComment: boolean; quote: Id; files: readonly Id[] }
  | { kind: "edit"; conversation: Id; message: Id; text: string }
  | { kind: "delete"; conversation: Id; message: Id }
  | { kind: "group"; conversation: Id; group: Id | null }
  | { kind: "assign" | "takeOff"; conversation: Id; agent: Id }
  | { kind: "join" | "leave" | "close" | "reopen" | "wake"; conversation: Id }
  | { kind: "snooze"; conversation: Id; until: Ms }
  | { kind: "answer"; conversation: Id; accept: boolean }
  | { kind: "name"; conversation: Id; name: string }
  | { kind: "presence"; presence: Presence };

/** `sending` until acknowledged, `sent` (at event `seq`) until that event is here, `failed` until retried or thrown away. */
export interface Pending {
  cid: string;
  at: Ms;
  intent: Intent;
  status: "sending" | "sent" | "failed";
  seq: number;
  /** Of the refusal; "" while there is none. */
  code: string;
}

export type PendingMessage = Pending & { intent: Extract<Intent, { kind: "message" }> };

/** What an op over the socket shows on screen, if anything. */
export function intentOf(world: World, op: OpBody): Intent | null {
  switch (op.type) {
    case "message.send":
      return {
        kind: "message",
        conversation: op.conversation ?? "",
        text: op.text,
        isComment: op.kind === "comment",
        quote: op.quote ?? "",
        files: op.files ?? [],
      };
    case "message.change":
      return { kind: "edit", conversation: homeOf(world, op.message), message: op.message, text: op.text };
    case "message.delete":
      return { kind: "delete", conversation: homeOf(world, op.message), message: op.message };
    case "presence.choose":
      return { kind: "presence", presence: op.presence };
    default:
      return null;
  }
}

function homeOf(world: World, message: Id): Id {
  const found = Object.entries(world.threads).find(([, thread]) => thread.messages.some(({ id }) => id === message));
  return found?.[0] ?? "";
}

/** The state as this agent should see it now. The same object when nothing is pending. */
export function overlay(world: World, pendings: readonly Pending[]): World {
  return pendings.reduce((state, pending) => (pending.status === "failed" ? state : laid(state, pending)), world);
}

/** Those that the live state does not show yet. */
export function unsettled(world: World, pendings: readonly Pending[]): readonly Pending[] {
  const left = pendings.filter((pending) => !isSettled(world, pending));
  return left.length === pendings.length ? pendings : left;
}

export function pendingMessages(pendings: readonly Pending[], conversation: Id): PendingMessage[] {
  return pendings.filter(
    (pending): pending is PendingMessage =>
      pending.intent.kind === "message" && pending.intent.conversation === conversation,
  );
}

function isSettled(world: World, { status, seq, intent }: Pending): boolean {
  if (status !== "sent") return false;
  if (intent.kind === "presence") return (world.agents[world.me]?.seq ?? 0) >= seq;
  return (world.conversations[intent.conversation]?.seq ?? Number.POSITIVE_INFINITY) >= seq;
}

function laid(world: World, { intent, at }: Pending): World {
  switch (intent.kind) {
    case "message":
      return world;
    case "edit":
      return inThread(world, intent, { text: intent.text, edited_at: at });
    case "delete":
      return inThread(world, intent, { text: "", deleted_at: at });
    case "presence": {
      const me = world.agents[world.me];
      if (!me) return world;
      const agents = { ...world.agents, [world.me]: { ...me, chosen_presence: intent.presence } };
      return { ...world, agents, presence: { ...world.presence, [world.me]: intent.presence } };
    }
    default: {
      const conversation = world.conversations[intent.conversation];
      if (!conversation) return world;
      const next = { ...conversation, ...changed(conversation, intent, world.me, at) };
      return { ...world, conversations: { ...world.conversations, [conversation.id]: next } };
    }
  }
}

type OfConversation = Exclude<Intent, { kind: "message" | "edit" | "delete" | "presence" }>;

function changed(before: ConversationView, intent: OfConversation, me: Id, at: Ms): Partial<ConversationView> {
  switch (intent.kind) {
    case "group": {
      const group = { group_id: intent.group, source: "agent", by: `agent:${me}`, at } as const;
      return { group, ...AWAKE };
    }
    case "assign":
      return { participations: assigned(before.participations, intent.agent, me, at), ...AWAKE };
    case "takeOff":
      return { participations: off(before.participations, intent.agent) };
    case "join":
      return { participations: joined(before.participations, me, at) };
    case "leave":
      return { participations: off(before.participations, me) };
    case "answer": {
      const askings = before.askings.filter((asking) => asking.agent_id !== me);
      return intent.accept ? { askings, participations: joined(before.participations, me, at) } : { askings };
    }
    case "close":
      return { is_open: false, closed_at: at, waiting_since: null, participations: [], askings: [], ...AWAKE };
    case "snooze":
      return { snoozed_until: intent.until, snoozed_by: `agent:${me}`, woken_seq: 0 };
    case "wake":
      return AWAKE;
    case "reopen":
      return { is_open: true, closed_at: null };
    case "name":
      return { visitor: { ...before.visitor, name: intent.name } };
  }
}

const AWAKE = { snoozed_until: null, snoozed_by: "" } as const;

function rowOf(rows: readonly Participation[], agent: Id): Participation {
  const none = { agent_id: agent, assigned_at: null, assigned_by: "", joined_at: null };
  return rows.find((row) => row.agent_id === agent) ?? none;
}

function off(rows: readonly Participation[], agent: Id): Participation[] {
  return rows.filter((row) => row.agent_id !== agent);
}

function assigned(rows: readonly Participation[], agent: Id, by: Id, at: Ms): Participation[] {
  const row = rowOf(rows, agent);
  if (row.assigned_at !== null) return [...rows];
  return [...off(rows, agent), { ...row, assigned_at: at, assigned_by: `agent:${by}` }];
}

function joined(rows: readonly Participation[], agent: Id, at: Ms): Participation[] {
  const row = rowOf(rows, agent);
  return row.joined_at !== null ? [...rows] : [...off(rows, agent), { ...row, joined_at: at }];
}

function inThread(
  world: World,
  intent: { conversation: Id; message: Id },
  change: { text: string; edited_at?: Ms; deleted_at?: Ms },
): World {
  const thread = world.threads[intent.conversation];
  if (!thread) return world;
  const messages = thread.messages.map((message) =>
    message.id === intent.message ? { ...message, ...change } : message,
  );
  return { ...world, threads: { ...world.threads, [intent.conversation]: { ...thread, messages } } };
}
