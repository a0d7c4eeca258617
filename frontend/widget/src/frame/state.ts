// What the visitor's chat knows, reduced from frames: (state, frame) -> state, pure; the screen only shows it.
import type {
  ConversationForVisitor,
  Id,
  MessageForVisitor,
  Ms,
  OpBody,
  Refusal,
  ServerFrame,
  Signal,
  VisitorEv,
  VisitorLine,
  VisitorSnapshot,
} from "./wire";

/** A message of this browser the server has not yet shown us: on its way, acknowledged, or refused. */
export interface Pending {
  cid: string;
  text: string;
  /** The message it answers, "" for none. */
  quote: Id;
  files: readonly Id[];
  at: Ms;
  /** The message's id once acknowledged; its event is still to come. */
  id: Id;
  refusal: Refusal | undefined;
}

export type ModeSignal = Extract<Signal, { type: "mode" }>;

export interface State {
  maxText: number;
  conversation: ConversationForVisitor | null;
  /** In the order of the conversation. */
  messages: readonly MessageForVisitor[];
  lines: readonly VisitorLine[];
  /** Messages that others quote and that lie above those loaded. */
  apart: Readonly<Record<Id, MessageForVisitor>>;
  pending: readonly Pending[];
  /** How far the visitor has read. */
  read: number;
  hasMore: boolean;
  name: string;
  email: string;
  mode: ModeSignal | undefined;
  /** Names by agent. */
  typing: Readonly<Record<Id, string>>;
  /** The group chosen here, null for "anyone", until the server's mode says the same; undefined while nothing was chosen. */
  choice: { cid: string; group: Id | null; isTaken: boolean } | undefined;
  /** Asked for a group, the visitor wrote instead: the question is over until it is asked anew. */
  isPassedOver: boolean;
  /** Why the choice was not taken. */
  choiceRefusal: Refusal | undefined;
  /** What was last given of each kind: a contact form, a rating. */
  deeds: Readonly<Partial<Record<Deed, Done>>>;
}

export type Deed = "contact.give" | "rating.give" | "transcript.ask";

/** On its way, taken, or refused. */
export interface Done {
  cid: string;
  op: Extract<OpBody, { type: Deed }>;
  isTaken: boolean;
  refusal: Refusal | undefined;
}

export const START: State = {
  maxText: 10_000,
  conversation: null,
  messages: [],
  lines: [],
  apart: {},
  pending: [],
  read: 0,
  hasMore: false,
  name: "",
  email: "",
  mode: undefined,
  typing: {},
  choice: undefined,
  isPassedOver: false,
  choiceRefusal: undefined,
  deeds: {},
};

const LINES = new Set(["agent.joined", "agent.left"]);

export function reduce(state: State, frame: ServerFrame<VisitorEv>): State {
  switch (frame.f) {
    case "welcome":
      return { ...state, maxText: frame.max_text };
    case "snap":
      return frame.visitor ? replaced(state, frame.visitor) : state;
    case "ev":
      return happened(state, frame);
    case "eph":
      return signalled(state, frame.eph);
    case "queued":
      return queued(state, frame.entry);
    case "ack":
      return acknowledged(state, frame.cid, frame.id);
    case "nack":
      return refused(state, frame.cid, frame);
    case "dropped":
      return { ...state, pending: without(state.pending, frame.cid), choice: unless(state.choice, frame.cid) };
  }
}

/** Older messages, asked for by paging upward. */
export function withOlder(
  state: State,
  older: { messages: readonly MessageForVisitor[]; lines: readonly VisitorLine[]; has_more: boolean },
): State {
  const messages = older.messages.reduce(put, state.messages);
  return { ...state, messages, lines: older.lines.reduce(putLine, state.lines), hasMore: older.has_more };
}

export function withApart(state: State, message: MessageForVisitor): State {
  const known = state.apart[message.id];
  return known && known.seq > message.seq ? state : { ...state, apart: { ...state.apart, [message.id]: message } };
}

export function unreadOf(state: State): number {
  return state.messages.filter(
    (message) => message.kind !== "visitor" && !message.deleted_at && message.first_seq > state.read,
  ).length;
}

/** What was refused until a form is filled in. */
export function heldByForm(state: State): string[] {
  return state.pending.filter((one) => one.refusal?.code === "contact_required").map((one) => one.cid);
}

/** The newest number the visitor has before their eyes. */
export function newestOf(state: State): number {
  return state.messages.at(-1)?.first_seq ?? 0;
}

function replaced(state: State, snapshot: VisitorSnapshot): State {
  const { conversation, messages, lines, read, has_more, name, email } = snapshot;
  return {
    ...state,
    conversation,
    messages,
    lines,
    read,
    hasMore: has_more,
    name,
    email,
    // What was acknowledged before this snapshot is part of it.
    pending: state.pending.filter((one) => !one.id),
    typing: {},
  };
}

function happened(state: State, { type, seq, at, cid, body }: VisitorEv): State {
  const next = { ...state };
  if (body.message && isWithinSight(state, type, body.message)) {
    const { message } = body;
    next.messages = put(state.messages, message);
    next.pending = state.pending.filter((one) => one.id !== message.id);
    if (message.author) next.typing = quiet(state.typing, message.author.id);
  }
  if (body.message && state.apart[body.message.id]) next.apart = withApart(state, body.message).apart;
  if (LINES.has(type)) next.lines = putLine(state.lines, { seq, type, at, agent: body.agent?.name ?? "" });
  if (body.conversation) next.conversation = newer(state.conversation, body.conversation);
  if (body.read !== null && next.conversation) {
    const { read_by_agents } = next.conversation;
    next.conversation = { ...next.conversation, read_by_agents: Math.max(read_by_agents, body.read) };
  }
  if (next.conversation && next.conversation.seq < seq) next.conversation = { ...next.conversation, seq };
  if (body.seen) next.read = Math.max(state.read, body.seen);
  if (cid) next.pending = without(next.pending, cid);
  return next;
}

/** A change of a message above those loaded is found when they are. */
function isWithinSight(state: State, type: string, message: MessageForVisitor): boolean {
  const oldest = state.messages[0];
  return type === "message.sent" || !state.hasMore || !oldest || message.first_seq >= oldest.first_seq;
}

function newer(old: ConversationForVisitor | null, given: ConversationForVisitor): ConversationForVisitor {
  if (!old) return given;
  if (given.seq < old.seq) return old;
  return { ...given, read_by_agents: Math.max(old.read_by_agents, given.read_by_agents) };
}

function signalled(state: State, signal: Signal): State {
  if (signal.type === "mode") {
    const isSettled = state.choice?.isTaken && !signal.is_asked;
    const choice = isSettled ? undefined : state.choice;
    return { ...state, mode: signal, choice, isPassedOver: state.isPassedOver && signal.is_asked };
  }
  if (signal.type !== "typing") return state;
  const typing = signal.on ? { ...state.typing, [signal.who]: signal.name } : quiet(state.typing, signal.who);
  return { ...state, typing };
}

function queued(state: State, { cid, op, at, refusal }: Extract<ServerFrame, { f: "queued" }>["entry"]): State {
  if (op.type === "message.send") {
    const { text, quote = "", files = [] } = op;
    const one: Pending = { cid, text, quote: quote ?? "", files: files ?? [], at, id: "", refusal };
    return { ...state, pending: [...without(state.pending, cid), one], isPassedOver: true, choiceRefusal: undefined };
  }
  if (op.type === "group.choose" && !refusal) {
    return { ...state, choice: { cid, group: op.group, isTaken: false }, choiceRefusal: undefined };
  }
  if (op.type === "contact.give" || op.type === "rating.give" || op.type === "transcript.ask") {
    const email = op.type === "contact.give" && op.email ? op.email : state.email;
    return { ...state, email, deeds: { ...state.deeds, [op.type]: { cid, op, isTaken: false, refusal } } };
  }
  if (op.type === "conversation.read") return { ...state, read: Math.max(state.read, op.seq) };
  return state;
}

function acknowledged(state: State, cid: string, id: Id): State {
  const isHere = state.messages.some((message) => message.id === id);
  const pending = isHere
    ? without(state.pending, cid)
    : state.pending.map((one) => (one.cid === cid ? { ...one, id } : one));
  const choice = state.choice?.cid === cid ? { ...state.choice, isTaken: true } : state.choice;
  return { ...state, pending, choice, deeds: settled(state.deeds, cid, { isTaken: true }) };
}

function refused(state: State, cid: string, frame: Refusal): State {
  const refusal = { code: frame.code, sentence: frame.sentence, field: frame.field, detail: frame.detail };
  return {
    ...state,
    pending: state.pending.map((one) => (one.cid === cid ? { ...one, refusal } : one)),
    choice: unless(state.choice, cid),
    choiceRefusal: state.choice?.cid === cid ? refusal : state.choiceRefusal,
    deeds: settled(state.deeds, cid, { refusal }),
  };
}

function settled(deeds: State["deeds"], cid: string, how: Partial<Done>): State["deeds"] {
  const found = Object.entries(deeds).map(([type, deed]) => [type, deed.cid === cid ? { ...deed, ...how } : deed]);
  return Object.fromEntries(found);
}

/** Puts a message in its place; an older version of one we have changes nothing. */
function put(messages: readonly MessageForVisitor[], message: MessageForVisitor): readonly MessageForVisitor[] {
  const old = messages.find((other) => other.id === message.id);
  if (old && old.seq >= message.seq) return messages;
  const others = old ? messages.filter((other) => other !== old) : messages;
  const after = others.findIndex((other) => other.first_seq > message.first_seq);
  return after < 0 ? [...others, message] : [...others.slice(0, after), message, ...others.slice(after)];
}

function putLine(lines: readonly VisitorLine[], line: VisitorLine): readonly VisitorLine[] {
  if (lines.some((other) => other.seq === line.seq)) return lines;
  return [...lines, line].sort((a, b) => a.seq - b.seq);
}

function without(pending: readonly Pending[], cid: string): readonly Pending[] {
  return pending.filter((one) => one.cid !== cid);
}

function unless(choice: State["choice"], cid: string): State["choice"] {
  return choice?.cid === cid ? undefined : choice;
}

function quiet(typing: State["typing"], who: Id): State["typing"] {
  const { [who]: _, ...others } = typing;
  return others;
}

/** A person has written to the visitor. */
export function isAnswer(frame: ServerFrame<VisitorEv>): boolean {
  if (frame.f !== "ev" || frame.type !== "message.sent") return false;
  return frame.body.message?.kind === "agent" && !frame.body.message.is_trigger;
}
