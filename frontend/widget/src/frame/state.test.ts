import { expect, test } from "vitest";
import { newestOf, reduce, START, type State, unreadOf, withApart, withOlder } from "./state";
import type { ConversationForVisitor, MessageForVisitor, ServerFrame, VisitorEv } from "./wire";

type Frame = ServerFrame<VisitorEv>;

const marie = { id: "agt_marie", name: "Marie" };

function conversation(seq: number, more: Partial<ConversationForVisitor> = {}): ConversationForVisitor {
  const plain = {
    is_open: true,
    episode: 1,
    agents: [],
    group_id: null,
    read_by_agents: 0,
    seq,
  };
  return { ...plain, ...more };
}

function message(seq: number, more: Partial<MessageForVisitor> = {}): MessageForVisitor {
  const plain = { id: `msg_${seq}`, kind: "visitor" as const, author: null, text: `text ${seq}`, at: seq };
  return {
    ...plain,
    first_seq: seq,
    seq,
    edited_at: null,
    deleted_at: null,
    is_trigger: false,
    quote: "",
    files: [],
    ...more,
  };
}

function ev(seq: number, type: string, body: Partial<VisitorEv["body"]>, cid = ""): VisitorEv {
  const full = { message: null, agent: null, conversation: null, read: null, seen: null, ...body };
  return { f: "ev", prev: `${seq - 1}`, cur: `${seq}`, seq, type, at: seq, actor: "", body: full, cid };
}

function sent(seq: number, more: Partial<MessageForVisitor> = {}, cid = ""): VisitorEv {
  return ev(seq, "message.sent", { message: message(seq, more), conversation: conversation(seq) }, cid);
}

function snapshot(
  messages: MessageForVisitor[],
  more: Partial<NonNullable<Extract<Frame, { f: "snap" }>["visitor"]>> = {},
): Frame {
  const head = messages.at(-1)?.seq ?? 0;
  const visitor = {
    conversation: conversation(head),
    messages,
    lines: [],
    read: 0,
    has_more: false,
    name: "",
    email: "",
    ...more,
  };
  return { f: "snap", part: 0, last: true, cursor: `${head}`, agent: null, visitor };
}

function queued(cid: string, text: string): Frame {
  return { f: "queued", entry: { cid, op: { type: "message.send", text }, at: 1, order: 1, isKept: true } };
}

function ack(cid: string, id: string): Frame {
  return { f: "ack", cid, id, seq: 1, dup: false, note: "" };
}

function nack(cid: string): Frame {
  return { f: "nack", cid, code: "too_long", sentence: "Too long.", retry: false, after: 0, field: "text", detail: {} };
}

function after(...frames: Frame[]): State {
  return frames.reduce(reduce, START);
}

function permutations<T>(all: readonly T[]): T[][] {
  if (all.length < 2) return [[...all]];
  return all.flatMap((one, place) =>
    permutations(all.filter((_, other) => other !== place)).map((rest) => [one, ...rest]),
  );
}

test("F25: acknowledgement, event and its repetition end alike in every order", () => {
  const frames = [ack("c1", "msg_1"), sent(1, {}, "c1"), ack("c1", "msg_1"), sent(1, {}, "c1")];
  const ends = permutations(frames).map((order) => after(queued("c1", "text 1"), ...order));
  for (const end of ends) expect(end).toEqual(ends[0]);
  expect(ends[0]?.messages.map((one) => one.id)).toEqual(["msg_1"]);
  expect(ends[0]?.pending).toEqual([]);
});

test("F25: an edit that comes before what it edits is not undone by it", () => {
  const edit = ev(3, "message.changed", { message: message(1, { text: "better", seq: 3, edited_at: 3 }) });
  for (const order of permutations<Frame>([sent(1), sent(2), edit])) {
    expect(after(...order).messages.map((one) => one.text)).toEqual(["better", "text 2"]);
  }
});

test("a message is sending, then sent, and never gone in between", () => {
  const sending = after(queued("c1", "text 1"));
  expect(sending.pending).toMatchObject([{ cid: "c1", id: "" }]);
  const acknowledged = reduce(sending, ack("c1", "msg_1"));
  expect(acknowledged.pending).toMatchObject([{ cid: "c1", id: "msg_1" }]);
  expect(reduce(acknowledged, sent(1)).pending).toEqual([]);
});

test("a refused message stays for the person to take back", () => {
  const state = after(queued("c1", "text 1"), nack("c1"));
  expect(state.pending).toMatchObject([{ refusal: { code: "too_long" } }]);
  expect(reduce(state, { f: "dropped", cid: "c1" }).pending).toEqual([]);
});

test("after a lost acknowledgement the snapshot has the message; the second acknowledgement removes it from those on their way", () => {
  const state = after(queued("c1", "text 1"), snapshot([message(1)]));
  expect(state.pending).toHaveLength(1);
  expect(reduce(state, ack("c1", "msg_1")).pending).toEqual([]);
});

test("an acknowledged message is part of every later snapshot", () => {
  expect(after(queued("c1", "text 1"), ack("c1", "msg_9"), snapshot([])).pending).toEqual([]);
});

test("a snapshot followed by events is the snapshot after them", () => {
  const joined = ev(2, "agent.joined", { agent: marie, conversation: conversation(2, { agents: [marie] }) });
  const reply = message(3, { kind: "agent", author: marie });
  const events = [
    joined,
    ev(3, "message.sent", { message: reply, conversation: conversation(3, { agents: [marie] }) }),
  ];
  const lines = [{ seq: 2, type: "agent.joined", at: 2, agent: "Marie" }];
  const whole = snapshot([message(1), reply], { lines, conversation: conversation(3, { agents: [marie] }) });
  expect(after(snapshot([message(1)]), ...events)).toEqual(after(whole));
});

test("the same events again change nothing", () => {
  const frames = [sent(1), ev(2, "agent.joined", { agent: marie }), ev(3, "conversation.read", { read: 2 }), sent(4)];
  expect(after(...frames, ...frames)).toEqual(after(...frames));
});

test("how far the agents have read never goes back", () => {
  const state = after(sent(1), ev(2, "conversation.read", { read: 2 }), ev(3, "conversation.read", { read: 1 }));
  expect(state.conversation?.read_by_agents).toBe(2);
});

test("messages to the visitor are unread until they are read", () => {
  const state = after(sent(1), sent(2, { kind: "agent", author: marie }), sent(3, { kind: "website" }));
  expect(unreadOf(state)).toBe(2);
  const read: Frame = {
    f: "queued",
    entry: { cid: "r", op: { type: "conversation.read", seq: newestOf(state) }, at: 1, order: 1, isKept: false },
  };
  expect(unreadOf(reduce(state, read))).toBe(0);
});

test("older messages come before, once, and an edit above them waits for them", () => {
  const state = after(
    snapshot([message(5)], { has_more: true }),
    ev(6, "message.changed", { message: message(2, { seq: 6, text: "better" }) }),
  );
  expect(state.messages.map((one) => one.id)).toEqual(["msg_5"]);
  const older = {
    messages: [message(1), message(2, { seq: 6, text: "better" }), message(5)],
    lines: [],
    has_more: false,
  };
  expect(withOlder(state, older).messages.map((one) => one.text)).toEqual(["text 1", "better", "text 5"]);
});

test("whoever sends a message has stopped typing", () => {
  const typing: Frame = { f: "eph", eph: { type: "typing", conversation: "", who: marie.id, name: "Marie", on: true } };
  expect(after(typing).typing).toEqual({ agt_marie: "Marie" });
  expect(after(typing, sent(1, { kind: "agent", author: marie })).typing).toEqual({});
});

test("a refused choice of a group is taken back and says why", () => {
  const choice: Frame = {
    f: "queued",
    entry: { cid: "g", op: { type: "group.choose", group: "grp_1" }, at: 1, order: 1, isKept: true },
  };
  expect(after(choice).choice).toEqual({ cid: "g", group: "grp_1", isTaken: false });
  const state = after(choice, nack("g"));
  expect(state.choice).toBeUndefined();
  expect(state.choiceRefusal?.code).toBe("too_long");
});

test("a choice taken counts until the server's mode says what became of it", () => {
  const choice: Frame = {
    f: "queued",
    entry: { cid: "g", op: { type: "group.choose", group: null }, at: 1, order: 1, isKept: true },
  };
  const mode = (is_asked: boolean): Frame => ({
    f: "eph",
    eph: {
      type: "mode",
      mode: "live",
      is_answered_online: false,
      faces: [],
      face_pictures: [],
      pictures: {},
      widget: null,
      groups: [],
      is_asked,
      preselected: null,
      group: "grp_1",
    },
  });
  expect(after(choice, mode(false)).choice).toBeDefined();
  expect(after(choice, ack("g", ""), mode(true)).choice).toBeDefined();
  expect(after(choice, ack("g", ""), mode(false)).choice).toBeUndefined();
});

test("a quoted message above those loaded follows its changes, and no older version comes back", () => {
  const known = withApart(after(sent(5)), message(1, { text: "old", seq: 1 }));
  const change = ev(9, "message.changed", { message: message(1, { text: "new", seq: 9, edited_at: 9 }) });
  const changed = reduce(known, change);
  expect(changed.apart.msg_1?.text).toBe("new");
  expect(withApart(changed, message(1, { text: "old", seq: 1 })).apart.msg_1?.text).toBe("new");
});
