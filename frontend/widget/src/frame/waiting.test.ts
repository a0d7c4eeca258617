import "fake-indexeddb/auto";
import { expect, test, vi } from "vitest";
import { keepAll, muted } from "./storage";
import { waiting } from "./waiting";

const message = { type: "message.send", text: "Hello" } as const;

// In this order: once something may be kept, it may for good.
test("before a visitor is to be known again nothing is stored, not even an empty database; then all of it is", async () => {
  const before = waiting("early", vi.fn());
  await before.load();
  before.add("c0", message, 1);
  muted.keep("early", "1");
  expect([await indexedDB.databases(), localStorage.length, muted.of("early")]).toEqual([[], 0, "1"]);
  keepAll();
  expect(localStorage.length).toBe(1);
  before.add("c1", message, 2);
  const kept = async () => (await waiting("early", vi.fn()).load()).map(({ cid }) => cid);
  await vi.waitFor(async () => expect(await kept()).toEqual(["c0", "c1"]));
  before.delete("c0");
  await vi.waitFor(async () => expect(await kept()).toEqual(["c1"]));
});

test("what waits is there for the next page", async () => {
  const forgets = vi.fn();
  waiting("key", forgets).add("c1", message, 1);
  await vi.waitFor(async () => expect(await waiting("key", forgets).load()).toHaveLength(1));
  expect(forgets).not.toHaveBeenCalled();
});

test("a browser that keeps nothing is told of, once", async () => {
  const full = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  const forgets = vi.fn();
  const outbox = waiting("other", forgets);
  outbox.add("c1", message, 1);
  outbox.add("c2", message, 2);
  await vi.waitFor(() => expect(forgets).toHaveBeenCalledOnce());
  full.mockRestore();
});

test("what is still being written when its page is left, or cannot be, is there on the next page, once", async () => {
  const [slow, full] = [waiting("slow", vi.fn()), waiting("full", vi.fn())];
  const put = vi.spyOn(IDBObjectStore.prototype, "put").mockImplementation(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  slow.add("c1", message, 1);
  slow.add("c2", message, 2);
  full.add("c3", message, 3);
  full.delete("c3");
  await vi.waitFor(() => expect(put).toHaveBeenCalledTimes(3));
  dispatchEvent(new Event("pagehide"));
  put.mockRestore();
  const found = async (key: string) => (await waiting(key, vi.fn()).load()).map(({ cid }) => cid);
  expect([await found("slow"), await found("full")]).toEqual([["c1", "c2"], []]);
  // From then on it is kept as everything is.
  await vi.waitFor(async () => expect(await waiting("slow", vi.fn()).load()).toHaveLength(2));
  expect(localStorage.getItem("zuruf:left:slow")).toBe(null);
});
