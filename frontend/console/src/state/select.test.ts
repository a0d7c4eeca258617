import { describe, expect, test } from "vitest";
import { conversation, ev, MARIE, message, QUIET } from "./cast";
import { counts, isDrawn, listed, NO_FILTER, timeline, unseen } from "./select";

const mine = {
  participations: [{ agent_id: "agt_marie", assigned_at: 1, assigned_by: "agent:agt_tim", joined_at: null }],
};
const french = { group: { ...conversation("").group, group_id: "grp_fr", by: "trigger:t" } };
const WORLD = {
  ...MARIE,
  conversations: {
    a: conversation("a", { ...mine, last_at: 1, waiting_since: 900 }),
    b: conversation("b", { last_at: 3, waiting_since: 500 }),
    c: conversation("c", { ...french, last_at: 2, waiting_since: null }),
    d: conversation("d", { is_open: false, last_at: 4 }),
    e: conversation("e", { is_open: false, episode: 0, has_visitor_message: false }),
  },
};
const ids = (view: Parameters<typeof listed>[1], filter = {}) =>
  listed(WORLD, view, { ...NO_FILTER, ...filter }).map(({ id }) => id);

describe("lists", () => {
  test("Mine, Unassigned, All and a group's, newest first", () => {
    expect([ids("mine"), ids("unassigned"), ids("all"), ids("group:grp_fr")]).toEqual([
      ["c", "a"],
      ["b"],
      ["b", "c", "a"],
      ["c"],
    ]);
  });
  test("closed ones only where asked for, and never one in which nobody has written", () => {
    expect([ids("all", { state: "closed" }), ids("all", { state: "any" })]).toEqual([["d"], ["d", "b", "c", "a"]]);
  });
  test("put off ones only where asked for, but nobody's stay in sight", () => {
    const off = { snoozed_until: 9_000_000, snoozed_by: "agent:agt_tim" };
    const { a, b, c } = WORLD.conversations;
    const asleep = { ...WORLD, conversations: { a: { ...a, ...off }, b: { ...b, ...off }, c } };
    const shown = (view: Parameters<typeof listed>[1], state: "open" | "snoozed" | "any") =>
      listed(asleep, view, { ...NO_FILTER, state }).map(({ id }) => id);
    expect([shown("mine", "open"), shown("mine", "snoozed"), shown("unassigned", "open")]).toEqual([
      ["c"],
      ["a"],
      ["b"],
    ]);
    expect([shown("all", "open"), shown("all", "any")]).toEqual([["c"], ["b", "c", "a"]]);
    expect(counts(asleep)).toEqual({ mine: 1, unassigned: 1, groups: { grp_fr: 1 } });
  });
  test("narrowed by agent and group", () => {
    expect([ids("all", { agent: "agt_marie" }), ids("all", { group: "grp_fr" })]).toEqual([["a"], ["c"]]);
  });
  test("closed ones by agent are those the server found: nobody takes part in them any more", () => {
    const closed = { ...NO_FILTER, state: "closed", agent: "agt_marie" } as const;
    expect(listed(WORLD, "all", closed)).toEqual([]);
    expect(listed(WORLD, "all", closed, new Set(["d", "b"])).map(({ id }) => id)).toEqual(["d"]);
  });
  test("who has waited longest stands first where asked for", () => {
    expect(ids("all", { order: "waiting" })).toEqual(["b", "a", "c"]);
  });
  test("counts are of open ones", () => {
    expect(counts(WORLD)).toEqual({ mine: 2, unassigned: 1, groups: { grp_fr: 1 } });
  });
  test("unseen counts conversations, not alerts", () => {
    const alert = (seq: number, conversation_id: string) => ({ seq, conversation_id, kind: "message", at: 0 });
    expect(unseen({ ...MARIE, alerts: [alert(1, "a"), alert(2, "a"), alert(3, "b")] })).toBe(2);
  });
});

describe("the timeline", () => {
  const DAY = 86_400_000;
  const line = ev("agent.joined", 6, { ...QUIET, conversation: conversation("cnv_1") }) as never;
  const thread = { messages: [message("m5", 5), message("m7", 7)], history: [line], hasMore: false, isLoaded: true };

  test("says once that who accepted an asking joined", () => {
    const told = (type: string, seq: number, agent_id: string) => ({ type, seq, at: 6, actor: "", body: { agent_id } });
    const history = [
      told("asking.accepted", 6, "agt_tim"),
      told("agent.joined", 7, "agt_tim"),
      told("agent.joined", 8, "agt_lea"),
    ] as never;
    const lines = timeline({ ...thread, messages: [], history }, []).flatMap((item) =>
      "line" in item ? [item.line.seq] : [],
    );
    expect(lines).toEqual([6, 8]);
  });
  test("puts messages and lines into one order, a line per day first", () => {
    expect(timeline(thread, []).map(({ kind }) => kind)).toEqual(["day", "message", "line", "message"]);
  });
  test("joins what one person wrote in a row", () => {
    const messages = [message("m1", 1), message("m2", 2), message("m3", 3, { at: DAY })];
    const items = timeline({ ...thread, messages, history: [] }, []);
    expect(items.map((item) => (item.kind === "message" ? item.follows : item.kind))).toEqual([
      "day",
      false,
      true,
      "day",
      false,
    ]);
  });
  test("knows which of the visitor's messages opened an episode, not what came before the oldest one loaded", () => {
    const messages = [
      message("auto", 1, { kind: "agent", is_trigger: true, episode: 1 }),
      message("first", 2, { kind: "visitor", episode: 1 }),
      message("more", 3, { kind: "visitor", episode: 1 }),
      message("agents", 4, { kind: "agent", episode: 2 }),
      message("answer", 5, { kind: "visitor", episode: 2 }),
      message("again", 6, { kind: "visitor", episode: 3 }),
    ];
    const opening = (part: Partial<typeof thread>) =>
      timeline({ ...thread, history: [], ...part }, []).flatMap((item) =>
        item.kind === "message" && item.opens ? [item.message.id] : [],
      );
    expect(opening({ messages })).toEqual(["first", "again"]);
    expect(opening({ messages: messages.slice(2), hasMore: true })).toEqual(["again"]);
  });
  test("shows no line older than the oldest message while there are older ones", () => {
    const old = { ...(line as object), seq: 3 } as never;
    expect(timeline({ ...thread, history: [old], hasMore: true }, []).map(({ kind }) => kind)).toEqual([
      "day",
      "message",
      "message",
    ]);
  });
});

describe("a conversation is drawn", () => {
  const thread = { messages: [message("m1", 5)], history: [], hasMore: false, isLoaded: true };
  const world = (change: object, newest = 5) => ({
    ...MARIE,
    conversations: { a: conversation("a", { visitor_message_seq: newest }) },
    threads: { a: { ...thread, ...change } },
  });

  test("once its thread is there and holds the newest message", () => {
    expect(isDrawn(world({}), "a")).toBe(true);
    expect(isDrawn(world({}, 6), "a")).toBe(false);
    expect(isDrawn(world({ messages: [] }), "a")).toBe(false);
  });

  test("not while it is being fetched, although messages come in", () => {
    expect(isDrawn(world({ isLoaded: false }), "a")).toBe(false);
    expect(isDrawn(MARIE, "a")).toBe(false);
  });
});

test("what touches no conversation neither counts nor sorts them again; what it rests on does", () => {
  const world = { ...MARIE, conversations: { c1: conversation("c1") } };
  const before = listed(world, "all", NO_FILTER);
  const counted = counts(world);
  const read = { ...world, reads: { c1: 9 } };
  expect(listed(read, "all", NO_FILTER)).toBe(before);
  expect(counts(read)).toBe(counted);
  const unread = { ...NO_FILTER, only: "unread" as const };
  const found = listed(world, "all", unread);
  expect(listed(read, "all", unread)).not.toBe(found);
  expect(counts({ ...world, agents: { ...world.agents } })).not.toBe(counted);
});
