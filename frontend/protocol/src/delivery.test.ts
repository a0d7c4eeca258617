import { expect, test } from "vitest";
import { memoryStore } from "./outbox";
import { ack, ev, nack, Page, VirtualClock } from "./testing";

const hello = { type: "message.send", text: "Hello" } as const;
const again = { type: "message.send", text: "Again" } as const;

test("messages go in order, one at a time", async () => {
  const page = await new Page().live();
  page.connection.submit(hello);
  page.connection.submit(again);
  expect(page.socket.of("op").map((op) => op.cid)).toEqual(["a1"]);
  page.socket.says(ack("a1"));
  expect(page.socket.of("op").map((op) => op.cid)).toEqual(["a1", "a2"]);
});

test("conversations do not wait for each other", async () => {
  const page = await new Page().live();
  page.connection.submit({ ...hello, conversation: "cnv_1" });
  page.connection.submit({ ...again, conversation: "cnv_2" });
  expect(page.socket.of("op")).toHaveLength(2);
});

test("what was said while away goes out on return, under the same cid", async () => {
  const page = await new Page().live();
  page.connection.submit(hello);
  page.socket.onclose?.(1006);
  page.connection.submit(again);
  await page.clock.pass(500);
  await page.resumed();
  expect(page.socket.of("op").map((op) => op.cid)).toEqual(["a1"]);
  page.socket.says(ack("a1"), ack("a2"));
  expect(page.outbox.entries()).toEqual([]);
});

test("an unsent message survives a reload and is sent once", async () => {
  const page = new Page();
  page.connection.submit(hello);
  await page.clock.pass(0);
  const reloaded = await new Page(page.clock, page.store, "b").live();
  expect(reloaded.applied).toContainEqual({ f: "queued", entry: expect.objectContaining({ cid: "a1", op: hello }) });
  expect(reloaded.socket.of("op").map((op) => op.cid)).toEqual(["a1"]);
  reloaded.socket.says(ack("a1"));
  await page.clock.pass(0);
  expect(await page.store.load()).toEqual([]);
});

test("what a page left behind goes before what is said now", async () => {
  const clock = new VirtualClock();
  const store = memoryStore();
  const page = new Page(clock, store);
  page.connection.submit(hello);
  await clock.pass(0);
  const slow = {
    ...store,
    load: () => new Promise<never[]>((done) => clock.after(50, () => done(store.load() as never))),
  };
  const reloaded = await new Page(clock, slow, "b").live();
  reloaded.connection.submit(again);
  expect(reloaded.socket.of("op")).toHaveLength(0);
  await clock.pass(50);
  reloaded.socket.says(ack("a1"));
  expect(reloaded.socket.of("op").map((op) => op.cid)).toEqual(["a1", "b1"]);
});

test("a presence chosen before a reload is not chosen again", async () => {
  const page = new Page();
  page.connection.submit({ type: "presence.choose", presence: "online" });
  await page.clock.pass(0);
  expect(await page.store.load()).toEqual([]);
});

test("only the last of several unsent read marks is sent", async () => {
  const page = new Page();
  page.connection.submit({ type: "conversation.read", seq: 4 });
  page.connection.submit({ type: "conversation.read", seq: 9 });
  await page.live();
  expect(page.socket.of("op").map((op) => op.op)).toEqual([{ type: "conversation.read", seq: 9 }]);
});

test("told to try again, it waits as long as told, and nothing overtakes", async () => {
  const page = await new Page().live();
  page.random = 0;
  page.connection.submit(hello);
  page.connection.submit(again);
  page.socket.says(nack("a1", true, 2_000));
  await page.clock.pass(1_999);
  expect(page.socket.of("op")).toHaveLength(1);
  await page.clock.pass(1);
  expect(page.socket.of("op").map((op) => op.cid)).toEqual(["a1", "a1"]);
});

test("refused for good, it is kept for the person and the next one goes", async () => {
  const page = await new Page().live();
  page.connection.submit(hello);
  page.connection.submit(again);
  page.socket.says(nack("a1", false));
  expect(page.socket.of("op").map((op) => op.cid)).toEqual(["a1", "a2"]);
  expect(page.outbox.get("a1")?.refusal).toMatchObject({ code: "too_long" });
  expect(page.applied.at(-1)).toMatchObject({ f: "nack", cid: "a1" });
  page.socket.says(ack("a2"));
  expect(page.connection.retry("a1")).toBe("a3");
  expect(page.socket.of("op").at(-1)).toMatchObject({ cid: "a3", op: hello });
  expect(page.outbox.get("a1")).toBeUndefined();
});

test("an op without an answer is said again after 20 s", async () => {
  const page = await new Page().live();
  page.connection.submit(hello);
  await page.clock.pass(20_000);
  expect(page.socket.of("op").map((op) => op.cid)).toEqual(["a1", "a1"]);
});

test("with a lost ack, the event with my cid empties the outbox", async () => {
  const page = await new Page().live("c0");
  page.connection.submit(hello);
  page.socket.onclose?.(1006);
  await page.clock.pass(500);
  await page.resumed();
  page.socket.says(ev("c0", "c1", "a1"));
  expect(page.outbox.entries()).toEqual([]);
  await page.clock.pass(0);
  expect(await page.store.load()).toEqual([]);
});

test("two tabs over one outbox say the same cid and both end empty", async () => {
  const clock = new VirtualClock();
  const store = memoryStore();
  const one = await new Page(clock, store, "a").live();
  one.connection.submit(hello);
  await clock.pass(0);
  const two = await new Page(clock, store, "b").live();
  expect(two.socket.of("op").map((op) => op.cid)).toEqual(["a1"]);
  one.socket.says(ack("a1"));
  two.socket.says(ack("a1"));
  await clock.pass(0);
  expect([one.outbox.entries(), two.outbox.entries(), await store.load()]).toEqual([[], [], []]);
});

test("F25: acknowledgement and event in any order, once or twice, end alike", async () => {
  for (const order of [
    ["ack", "ev"],
    ["ev", "ack"],
    ["ack", "ack", "ev"],
    ["ev", "ack", "ack"],
  ]) {
    const page = await new Page().live("c0");
    page.connection.submit(hello);
    page.connection.submit(again);
    for (const kind of order) page.socket.says(kind === "ack" ? ack("a1") : ev("c0", "c1", "a1"));
    expect(page.outbox.entries().map((entry) => entry.cid)).toEqual(["a2"]);
    expect(page.socket.of("op").map((op) => op.cid)).toEqual(["a1", "a2"]);
    expect(page.socket.isClosed).toBe(false);
  }
});

test("a store that refuses leaves everything working in memory", async () => {
  const refuses = () => Promise.reject(new Error("quota"));
  const page = await new Page(new VirtualClock(), { load: refuses, put: refuses, delete: refuses }).live();
  page.connection.submit(hello);
  await page.clock.pass(0);
  expect(page.outbox.isDurable).toBe(false);
  expect(page.socket.of("op")).toHaveLength(1);
  page.socket.says(ack("a1"));
  expect(page.outbox.entries()).toEqual([]);
});

test("what a tab left behind when it was closed, another one brings out", async () => {
  const clock = new VirtualClock();
  const store = memoryStore();
  const two = await new Page(clock, store, "b").live();
  const one = new Page(clock, store, "a");
  one.connection.submit(hello);
  await clock.pass(0);
  expect(two.socket.of("op")).toEqual([]);
  two.socket.says({ f: "hb", cur: "c0", now: clock.now() });
  await clock.pass(0);
  expect(two.applied).toContainEqual({ f: "queued", entry: expect.objectContaining({ cid: "a1" }) });
  expect(two.socket.of("op").map((op) => op.cid)).toEqual(["a1"]);
});

test("what another tab has brought to an end is neither shown nor said any more", async () => {
  const clock = new VirtualClock();
  let tell = (_cid: string) => {};
  const store = {
    ...memoryStore(),
    watch: (gone: typeof tell) => {
      tell = gone;
    },
  };
  const page = new Page(clock, store);
  page.connection.submit(hello);
  tell("a1");
  await page.live();
  expect(page.applied).toContainEqual({ f: "dropped", cid: "a1" });
  expect([page.outbox.entries(), page.socket.of("op")]).toEqual([[], []]);
});

test("a screen that reads on while its last reading is on its way comes to an end", async () => {
  const page = await new Page().live();
  let read = 0;
  let newest = 1;
  page.shows = (frames) => {
    for (const frame of frames) if (frame.f === "queued" && frame.entry.op.type === "conversation.read") read = newest;
    if (read < newest) page.connection.submit({ type: "conversation.read", seq: newest });
  };
  page.socket.says(ev("c0", "c1"));
  newest = 2;
  page.socket.says(ev("c1", "c2"));
  expect(read).toBe(2);
  const waiting = page.outbox.entries().map(({ op }) => op);
  expect(waiting).toContainEqual({ type: "conversation.read", seq: 2 });
  expect(waiting.length).toBeLessThan(3);
});

test("a draft is sent once it is kept as a message, and what follows it not before", async () => {
  const kept: (() => void)[] = [];
  const slow = { ...memoryStore(), put: () => new Promise<void>((resolve) => kept.push(resolve)) };
  const page = await new Page(new VirtualClock(), slow).live();
  page.connection.submit(hello, "reply c");
  page.connection.submit(again);
  expect(page.socket.of("op")).toEqual([]);
  kept[0]?.();
  await page.clock.pass(0);
  expect(page.socket.of("op").map((op) => op.cid)).toEqual(["a1"]);
});

test("a browser that keeps nothing does not hold a message back", async () => {
  const full = { ...memoryStore(), put: () => Promise.reject(new Error("full")) };
  const page = await new Page(new VirtualClock(), full).live();
  page.connection.submit(hello, "reply c");
  await page.clock.pass(0);
  expect(page.socket.of("op").map((op) => op.cid)).toEqual(["a1"]);
});
