import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { browserClock } from "./clock";
import type { Entry } from "./outbox";
import { browserStore } from "./store";

const entry: Entry = { cid: "c1", op: { type: "message.send", text: "Hello" }, at: 1, order: 1, isKept: true };

test("what was put is there for the next page, under its own scope only", async () => {
  await browserStore("site-a", browserClock).put(entry);
  expect(await browserStore("site-a", browserClock).load()).toEqual([entry]);
  expect(await browserStore("site-b", browserClock).load()).toEqual([]);
  await browserStore("site-a", browserClock).delete("c1");
  expect(await browserStore("site-a", browserClock).load()).toEqual([]);
});

test("where IndexedDB cannot be opened, memory does", async () => {
  const broken = {
    open: () => {
      throw new Error("denied");
    },
  } as unknown as IDBFactory;
  const store = browserStore("site-a", browserClock, broken);
  await store.put(entry);
  expect(await store.load()).toEqual([entry]);
});

test("where opening is never answered, memory does after a while", async () => {
  const silent = { open: () => ({}) } as unknown as IDBFactory;
  const clock = {
    now: () => 0,
    after: (_ms: number, act: () => void) => {
      queueMicrotask(act);
      return () => {};
    },
  };
  expect(await browserStore("site-a", clock, silent).load()).toEqual([]);
});
