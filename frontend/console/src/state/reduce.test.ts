import { describe, expect, test } from "vitest";
import { agent, conversation, ev, group, MARIE, message, QUIET, snap, WORKSPACE } from "./cast";
import { NO_THREAD, type World } from "./model";
import { type Frame, opening, reduce } from "./reduce";
import { listed, mentions, NO_FILTER } from "./select";

const NOW = 100_000;
const after = (frames: Frame[], from = MARIE) => frames.reduce((world, frame) => reduce(world, frame, NOW), from);
const open = opening({ ...MARIE, conversations: { cnv_1: conversation("cnv_1") } }, "cnv_1");

describe("a snapshot", () => {
  const first = snap(
    {
      workspace: WORKSPACE,
      agents: [agent("agt_marie")],
      groups: [group("grp_de", [])],
      conversations: [conversation("cnv_2")],
    },
    0,
    false,
  );
  const second = snap({ conversations: [conversation("cnv_3")], reads: { cnv_3: 4 } }, 1, true);

  test("shows nothing of itself before its last part", () => {
    const world = after([first], { ...MARIE, conversations: { cnv_1: conversation("cnv_1") } });
    expect(Object.keys(world.conversations)).toEqual(["cnv_1"]);
  });

  test("replaces everything stored with its last part", () => {
    const world = after([first, second], { ...MARIE, conversations: { cnv_1: conversation("cnv_1") } });
    expect(Object.keys(world.conversations)).toEqual(["cnv_2", "cnv_3"]);
    expect(Object.keys(world.groups)).toEqual(["grp_de"]);
    expect(world.reads).toEqual({ cnv_3: 4 });
    expect(world.isReady).toBe(true);
  });

  test("brings the messages of the conversation on screen and drops other threads", () => {
    const messages = [message("msg_1", 5)];
    const world = after([snap({ watching: "cnv_1", messages })], { ...open, threads: { cnv_9: NO_THREAD } });
    expect(Object.keys(world.threads)).toEqual(["cnv_1"]);
    expect(world.threads.cnv_1).toMatchObject({ messages, isLoaded: true, hasMore: false });
  });

  test("begins anew when a welcome comes in the middle of one", () => {
    const welcome = {
      f: "welcome",
      epoch: "e",
      mode: "snapshot",
      me: "agt_marie",
      now: NOW,
      heartbeat: 15,
      max_text: 9,
    } as const;
    const world = after([first, welcome, snap({ conversations: [conversation("cnv_9")] })]);
    expect(Object.keys(world.conversations)).toEqual(["cnv_9"]);
  });
});

describe("an event", () => {
  const sent = ev("message.sent", 7, {
    message: message("msg_1", 7),
    conversation: conversation("cnv_1", { seq: 7, last_at: 7_000 }),
    opened: false,
    alerted: ["agt_marie"],
    why: null,
  });

  test("changes the conversation and adds the message to an open thread", () => {
    const world = after([sent], open);
    expect(world.conversations.cnv_1?.last_at).toBe(7_000);
    expect(world.threads.cnv_1?.messages.map(({ id }) => id)).toEqual(["msg_1"]);
  });

  test("applied twice is applied once", () => {
    expect(after([sent, sent], open)).toEqual(after([sent], open));
  });

  test("older than what is known changes nothing", () => {
    const known = after([sent], open);
    const old = ev("conversation.closed", 6, {
      ...QUIET,
      conversation: conversation("cnv_1", { seq: 6, is_open: false }),
    });
    expect(after([old], known).conversations.cnv_1?.is_open).toBe(true);
  });

  test("alerts this agent once, and nobody else", () => {
    expect(after([sent, sent], open).alerts).toEqual([
      { seq: 7, conversation_id: "cnv_1", kind: "message", at: 7_000 },
    ]);
    expect(after([sent], { ...open, me: "agt_tim" }).alerts).toEqual([]);
  });

  test("already read alerts nobody", () => {
    expect(after([sent], { ...open, reads: { cnv_1: 7 } }).alerts).toEqual([]);
  });

  test("of reading takes this agent's alerts up to there, in every tab", () => {
    const read = ev("conversation.read", 8, { conversation_id: "cnv_1", agent_id: "agt_marie", read: 7 });
    const world = after([sent, read], open);
    expect(world.alerts).toEqual([]);
    expect(world.reads.cnv_1).toBe(7);
  });

  test("of a colleague's reading changes nothing here", () => {
    const read = ev("conversation.read", 8, { conversation_id: "cnv_1", agent_id: "agt_tim", read: 7 });
    expect(after([sent, read], open).alerts).toHaveLength(1);
  });

  test("of the visitor's reading never goes back", () => {
    const read = (seq: number) => ev("conversation.read", 9, { conversation_id: "cnv_1", agent_id: null, read: seq });
    expect(after([read(7), read(5)], open).seenByVisitor.cnv_1).toBe(7);
  });

  test("takes back the alerts it withdraws", () => {
    const moved = ev("visitor.assigned_to_group", 9, {
      ...QUIET,
      conversation: conversation("cnv_1", { seq: 9 }),
      to_group: "grp_de",
      withdrawn: ["agt_marie"],
    });
    expect(after([sent, moved], open).alerts).toEqual([]);
  });

  test("that ends the last asking takes its alert back, and no other", () => {
    const asking = {
      agent_id: "agt_marie",
      by: "agent:agt_tim",
      why: "",
      at: 9_000,
      until: 609_000,
      then_leaves: false,
    };
    const asked = ev("agent.asked", 9, {
      ...QUIET,
      conversation: conversation("cnv_1", { seq: 9, askings: [asking] }),
      alerted: ["agt_marie"],
      alert_kind: "asked",
    });
    const lapsed = ev("asking.lapsed", 10, { ...QUIET, conversation: conversation("cnv_1", { seq: 10 }) });
    const before = ev("visitor.changed", 8, { ...QUIET, conversation: conversation("cnv_1", { seq: 8 }) });
    expect(after([sent, asked, before], open).alerts.map(({ kind }) => kind)).toEqual(["message", "asked"]);
    expect(after([sent, asked, lapsed], open).alerts.map(({ kind }) => kind)).toEqual(["message"]);
  });

  test("of the conversation becomes a line of its timeline", () => {
    const closed = ev("conversation.closed", 9, { ...QUIET, conversation: conversation("cnv_1", { seq: 9 }) });
    expect(after([closed, closed], open).threads.cnv_1?.history.map(({ seq }) => seq)).toEqual([9]);
  });

  test("of a message orders by when it was first sent, whatever came later", () => {
    const edited = message("msg_1", 7, { seq: 11, text: "edited" });
    const world = after(
      [
        ev("message.sent", 8, {
          message: message("msg_2", 8),
          conversation: conversation("cnv_1", { seq: 8 }),
          opened: false,
          alerted: [],
          why: null,
        }),
        sent,
        ev("message.changed", 11, {
          message: edited,
          conversation: conversation("cnv_1", { seq: 11 }),
          alerted: [],
        }),
      ],
      open,
    );
    expect(world.threads.cnv_1?.messages.map(({ text }) => text)).toEqual(["edited", "msg_2"]);
  });

  test("a comment that names me alerts me until I have read it, whoever is called no more", () => {
    const naming = (alerted: string[]) => ({
      message: message("msg_c", 10, { kind: "comment", author: "agt_tim", text: "@agt_marie" }),
      conversation: conversation("cnv_1", { seq: 10 }),
      alerted,
    });
    const kinds = (world: World) => world.alerts.filter(({ seq }) => seq >= 10).map(({ kind }) => kind);
    const named = after([ev("message.changed", 10, naming(["agt_marie"]))], open);
    expect(kinds(named)).toEqual(["mentioned"]);
    expect([mentions(named), listed(named, "mentions", NO_FILTER).map(({ id }) => id)]).toEqual([1, ["cnv_1"]]);
    expect(kinds(after([ev("message.changed", 10, naming([]))], open))).toEqual([]);
    const body = { ...QUIET, conversation: conversation("cnv_1", { seq: 11 }), withdrawn: ["agt_marie"] };
    expect(kinds(after([ev("agent.joined", 11, body)], named))).toEqual(["mentioned"]);
    expect(kinds(after([ev("conversation.revoked", 12, { conversation_id: "cnv_1" })], named))).toEqual([]);
  });

  test("revoking a conversation makes this screen forget it", () => {
    const world = after([sent, ev("conversation.revoked", 9, { conversation_id: "cnv_1" })], open);
    expect([world.conversations, world.threads, world.alerts]).toEqual([{}, {}, []]);
  });

  test("granting a conversation shows it", () => {
    const granted = ev("conversation.granted", 9, { conversation: conversation("cnv_7", { seq: 4 }), read: 3 });
    const world = after([granted]);
    expect(Object.keys(world.conversations)).toEqual(["cnv_7"]);
    expect(world.reads.cnv_7).toBe(3);
  });

  test("of settings tells the pages that show them", () => {
    expect(after([ev("settings.changed", 9, { what: "triggers", version: 2 })]).settings).toEqual({ triggers: 1 });
  });

  test("deleting a group removes it and keeps its name", () => {
    const world = after([ev("group.deleted", 9, { group_id: "grp_fr", moved_to: null, names: { en: "French" } })]);
    expect([world.groups, world.formerGroups]).toEqual([{}, { grp_fr: { id: "grp_fr", names: { en: "French" } } }]);
  });

  test("deleting a group sends the visitors still in it on, by who deleted it", () => {
    const left = { group_id: "grp_fr", source: "visitor", by: "visitor:vis_1", at: 1 } as const;
    const world = after([ev("group.deleted", 9, { group_id: "grp_fr", moved_to: "grp_de", names: {} })], {
      ...open,
      conversations: { cnv_1: conversation("cnv_1", { group: left }), cnv_2: conversation("cnv_2") },
    });
    const moved = { group_id: "grp_de", source: "trigger", by: "agent:agt_tim", at: 9_000 };
    expect(world.conversations.cnv_1).toMatchObject({ seq: 9, group: moved });
    expect(world.conversations.cnv_2).toEqual(conversation("cnv_2"));
  });

  test("says what its alert is about", () => {
    const told = {
      ...QUIET,
      alerted: ["agt_marie"],
      alert_kind: "assigned_to_all",
      conversation: conversation("cnv_1"),
    };
    const world = after([ev("visitor.assigned_to_group", 9, told)]);
    expect(world.alerts.map(({ kind }) => kind)).toEqual(["assigned_to_all"]);
  });
});

describe("a signal", () => {
  const typing = (on: boolean) =>
    ({ f: "eph", eph: { type: "typing", conversation: "cnv_1", who: "visitor", name: "", on } }) as const;

  test("of typing ends by itself, or when the message is there", () => {
    expect(after([typing(true)], open).typing.cnv_1?.visitor?.until).toBe(NOW + 6_000);
    expect(after([typing(true), typing(false)], open).typing.cnv_1).toEqual({});
    const sent = ev("message.sent", 7, {
      message: message("msg_1", 7),
      conversation: conversation("cnv_1", { seq: 7 }),
      opened: false,
      alerted: [],
      why: null,
    });
    expect(after([typing(true), sent], open).typing.cnv_1).toEqual({});
  });

  test("of typing carries what the visitor has typed until they stop, or nothing", () => {
    const shown = { f: "eph", eph: { ...typing(true).eph, text: "Half a" } } as const;
    const text = (...frames: Frame[]) => after(frames, open).typing.cnv_1?.visitor?.text;
    expect([text(shown), text(shown, typing(true)), text(shown, typing(false))]).toEqual(["Half a", "", undefined]);
  });

  test("of visitors online changes some, or replaces all", () => {
    const visitor = (browser_id: string) => ({ browser_id }) as never;
    const say = (whole: boolean, ids: string[], gone: string[] = []) =>
      ({ f: "eph", eph: { type: "visitors", whole, visitors: ids.map(visitor), gone } }) as const;
    const online = (...frames: Frame[]) => Object.keys(after(frames).online);
    expect(online(say(true, ["a", "b"]), say(false, ["c"], ["a"]))).toEqual(["b", "c"]);
    expect(online(say(true, ["a", "b"]), say(true, ["c"]))).toEqual(["c"]);
  });
});
