import { describe, expect, test } from "vitest";
import { agent, conversation, ev, message, QUIET, snap, WORKSPACE } from "./cast";
import type { Line } from "./store";
import { Store } from "./store";

const WELCOME = {
  f: "welcome",
  epoch: "e",
  mode: "snapshot",
  me: "agt_marie",
  now: 0,
  heartbeat: 15,
  max_text: 9,
} as const;

function storeWith(line: Partial<Line> = {}): Store {
  const store = new Store(() => 0);
  store.linkedBy({ submit: () => "", say: () => undefined, retry: () => "", drop: () => undefined, ...line });
  const agents = [agent("agt_marie"), agent("agt_tim")];
  store.receive([
    WELCOME,
    snap({ workspace: WORKSPACE, agents, conversations: [conversation("cnv_1")], watching: "cnv_1" }),
  ]);
  return store;
}

const closed = (cid = "") =>
  ev("conversation.closed", 9, { ...QUIET, conversation: conversation("cnv_1", { seq: 9, is_open: false }) }, cid);
const isOpen = (store: Store) => store.shown.world.conversations.cnv_1?.is_open;

describe("an act over HTTP", () => {
  test("shows at once and stays when it is confirmed", async () => {
    const store = storeWith();
    const done = store.act({ kind: "close", conversation: "cnv_1" }, async () => ({ id: "", seq: 9, changed: true }));
    expect(isOpen(store)).toBe(false);
    await done;
    expect([isOpen(store), store.shown.pendings.length]).toEqual([false, 1]);
    store.receive([closed()]);
    expect([isOpen(store), store.shown.pendings.length]).toEqual([false, 0]);
  });

  test("takes itself back when it is refused", async () => {
    const store = storeWith();
    const refused = store.act({ kind: "close", conversation: "cnv_1" }, async () => {
      throw new Error("no");
    });
    expect(isOpen(store)).toBe(false);
    await expect(refused).rejects.toThrow("no");
    expect([isOpen(store), store.shown.pendings.length]).toEqual([true, 0]);
  });

  test("that changed nothing leaves nothing behind", async () => {
    const store = storeWith();
    await store.act({ kind: "assign", conversation: "cnv_1", agent: "agt_tim" }, async () => ({
      id: "",
      seq: 0,
      changed: false,
    }));
    expect(store.shown.pendings).toEqual([]);
  });

  test("whose event came first is settled by the answer", async () => {
    const store = storeWith();
    await store.act({ kind: "close", conversation: "cnv_1" }, async () => {
      store.receive([closed()]);
      return { id: "", seq: 9, changed: true };
    });
    expect(store.shown.pendings).toEqual([]);
  });

  test("adds and takes off agents beside the others (A8)", () => {
    const store = storeWith();
    const never = () => new Promise<never>(() => undefined);
    const agents = () => store.shown.world.conversations.cnv_1?.participations.map((row) => row.agent_id);
    void store.act({ kind: "assign", conversation: "cnv_1", agent: "agt_tim" }, never);
    void store.act({ kind: "join", conversation: "cnv_1" }, never);
    expect(agents()).toEqual(["agt_tim", "agt_marie"]);
    void store.act({ kind: "takeOff", conversation: "cnv_1", agent: "agt_tim" }, never);
    expect(agents()).toEqual(["agt_marie"]);
  });
});

describe("a message over the socket", () => {
  const entry = {
    cid: "c1",
    op: { type: "message.send", conversation: "cnv_1", text: "hello", kind: "reply" } as const,
    at: 0,
    order: 1,
    isKept: true,
  };
  const texts = (store: Store) =>
    store.shown.pendings.map(({ status, intent }) => [status, intent.kind === "message" && intent.text]);

  test("is shown as sending, then as sent, then is a message", () => {
    const store = storeWith();
    store.receive([{ f: "queued", entry }]);
    expect(texts(store)).toEqual([["sending", "hello"]]);
    store.receive([{ f: "ack", cid: "c1", id: "msg_1", seq: 9, dup: false, note: "" }]);
    expect(texts(store)).toEqual([["sent", "hello"]]);
    const body = {
      message: message("msg_1", 9),
      conversation: conversation("cnv_1", { seq: 9 }),
      opened: false,
      alerted: [],
      why: null,
    };
    store.receive([ev("message.sent", 9, body, "c1")]);
    expect(texts(store)).toEqual([]);
    expect(store.shown.world.threads.cnv_1?.messages.map(({ id }) => id)).toEqual(["msg_1"]);
  });

  test("that is refused stays with its code until it is retried or thrown away", () => {
    const store = storeWith();
    const nack = {
      f: "nack",
      cid: "c1",
      code: "too_long",
      sentence: "Too long.",
      retry: false,
      after: 0,
      field: "",
      detail: {},
    } as const;
    store.receive([{ f: "queued", entry }, nack]);
    expect(store.shown.pendings[0]).toMatchObject({ status: "failed", code: "too_long" });
    store.receive([{ f: "dropped", cid: "c1" }]);
    expect(store.shown.pendings).toEqual([]);
  });

  test("found refused after a reload is shown as refused", () => {
    const store = storeWith();
    const refusal = { code: "x", sentence: "No.", field: "", detail: {} };
    store.receive([{ f: "queued", entry: { ...entry, refusal } }]);
    expect(store.shown.pendings[0]).toMatchObject({ status: "failed", code: "x" });
  });
});

test("another act that is refused is told once and taken back", () => {
  const dropped: string[] = [];
  const store = storeWith({ drop: (cid) => dropped.push(cid) });
  const told: string[] = [];
  store.onRefused = (code) => told.push(code);
  const op = { type: "presence.choose", presence: "offline" } as const;
  store.receive([{ f: "queued", entry: { cid: "c2", op, at: 0, order: 1, isKept: false } }]);
  expect(store.shown.world.presence.agt_marie).toBe("offline");
  store.receive([{ f: "nack", cid: "c2", code: "x", sentence: "No.", retry: false, after: 0, field: "", detail: {} }]);
  expect([told, dropped, store.shown.world.presence.agt_marie]).toEqual([["x"], ["c2"], undefined]);
});
