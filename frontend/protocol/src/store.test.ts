import "fake-indexeddb/auto";
import { expect, test, vi } from "vitest";
import { browserClock } from "./clock";
import { Drafts } from "./drafts";
import { type Entry, Outbox } from "./outbox";
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
  await expect(store.put(entry)).rejects.toThrow("denied");
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

test("a tab hears what another has brought to an end", async () => {
  const one = browserStore("site-c", browserClock);
  const gone = new Promise((heard) => browserStore("site-c", browserClock).watch?.(heard));
  await one.put(entry);
  await one.delete("c1");
  expect(await gone).toBe("c1");
});

test("what a visitor gave away, rated or asked for outlives a reload like a message does", async () => {
  const outbox = new Outbox(browserStore("site-d", browserClock));
  outbox.add("c1", { type: "contact.give", email: "ada@home.example" }, 1);
  outbox.add("c2", { type: "rating.give", episode: 1, score: 4, comment: "" }, 2);
  outbox.add("c3", { type: "transcript.ask", email: "ada@home.example" }, 3);
  await vi.waitFor(async () => {
    const kept = await new Outbox(browserStore("site-d", browserClock)).load();
    expect(kept.map(({ cid }) => cid)).toEqual(["c1", "c2", "c3"]);
  });
});

test("a message and the end of its draft are written as one: no crash leaves both", async () => {
  const drafts = new Drafts({ scope: "site-e", clock: browserClock });
  drafts.type("reply c", "Hello");
  drafts.type("reply d", "half a sentence");
  // Nobody gets to empty the draft: the browser is killed before.
  new Outbox(browserStore("site-e", browserClock)).add("c1", { type: "message.send", text: "Hello" }, 1, "reply c");
  await vi.waitFor(async () => {
    expect(await new Outbox(browserStore("site-e", browserClock)).load()).toHaveLength(1);
  });
  const later = new Drafts({ scope: "site-e", clock: browserClock });
  await later.load();
  expect([later.text("reply c"), later.text("reply d")]).toEqual(["", "half a sentence"]);
});
