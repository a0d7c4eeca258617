import "fake-indexeddb/auto";
import { IDBFactory as Fresh } from "fake-indexeddb";
import { afterEach, expect, test, vi } from "vitest";
import { Drafts } from "./drafts";
import { VirtualClock } from "./testing";

const open: Drafts[] = [];
afterEach(() => open.splice(0).map((drafts) => drafts.close()));

function tab(scope: string, factory: IDBFactory | undefined, clock = new VirtualClock()) {
  const told: string[] = [];
  const drafts = new Drafts({ scope, clock, factory, onForgetful: () => told.push("forgetful") });
  open.push(drafts);
  return { drafts, told, clock };
}

/** A page of the same person, opened again until it finds `text`. */
async function reopened(scope: string, factory: IDBFactory, key: string, text: string): Promise<Drafts> {
  return vi.waitFor(async () => {
    const { drafts } = tab(scope, factory);
    await drafts.load();
    expect(drafts.text(key)).toBe(text);
    return drafts;
  });
}

test("what is half written is there after a reload, of each author and place its own", async () => {
  const factory = new Fresh();
  const { drafts } = tab("agent-1", factory);
  drafts.type("reply c1", "Bon");
  drafts.type("reply c1", "Bonjour");
  drafts.type("comment c1", "VIP");
  const next = await reopened("agent-1", factory, "reply c1", "Bonjour");
  expect(next.text("comment c1")).toBe("VIP");
  const other = tab("agent-2", factory).drafts;
  await other.load();
  expect(other.text("reply c1")).toBe("");
});

test("what its author knew when it began is kept with it, over more letters, a reload and other tabs", async () => {
  const factory = new Fresh();
  const [one, two] = [tab("agent-9", factory), tab("agent-9", factory)];
  one.drafts.type("reply c1", "B", 7);
  one.drafts.type("reply c1", "Bon", 9);
  expect(one.drafts.since("reply c1")).toBe(7);
  await vi.waitFor(() => expect(two.drafts.since("reply c1")).toBe(7));
  const next = await reopened("agent-9", factory, "reply c1", "Bon");
  expect(next.since("reply c1")).toBe(7);
  next.type("reply c1", "");
  next.type("reply c1", "Anew", 12);
  expect(next.since("reply c1")).toBe(12);
});

test("what was emptied does not come back", async () => {
  const factory = new Fresh();
  const { drafts } = tab("agent-3", factory);
  drafts.type("c1", "Bonjour");
  await reopened("agent-3", factory, "c1", "Bonjour");
  drafts.type("c1", "");
  await reopened("agent-3", factory, "c1", "");
});

test("another tab follows, and of two versions the newer one holds", async () => {
  const factory = new Fresh();
  const [one, two] = [tab("agent-4", factory), tab("agent-4", factory)];
  one.drafts.type("c1", "older");
  await vi.waitFor(() => expect(two.drafts.text("c1")).toBe("older"));
  two.clock.skew = 5_000;
  two.drafts.type("c1", "newer");
  await vi.waitFor(() => expect(one.drafts.text("c1")).toBe("newer"));
  // The clock of this tab stands behind: what is typed after it was seen is newer all the same.
  one.drafts.type("c1", "newest");
  await vi.waitFor(() => expect(two.drafts.text("c1")).toBe("newest"));
});

test("typed before the store has answered, neither text is lost", async () => {
  const factory = new Fresh();
  tab("agent-5", factory).drafts.type("c1", "Dear Marie");
  await reopened("agent-5", factory, "c1", "Dear Marie");
  const { drafts } = tab("agent-5", factory);
  const loaded = drafts.load();
  drafts.type("c1", "P");
  await loaded;
  expect(drafts.text("c1")).toBe("Dear Marie\nP");
});

test("an earlier build's drafts are taken over, unless there are newer ones", async () => {
  const factory = new Fresh();
  tab("agent-6", factory).drafts.type("c1", "newer");
  await reopened("agent-6", factory, "c1", "newer");
  const { drafts } = tab("agent-6", factory);
  await drafts.load({ c1: { text: "old", at: 1 }, c2: { text: "half written", at: 1 } });
  expect([drafts.text("c1"), drafts.text("c2")]).toEqual(["newer", "half written"]);
});

test("what a page has not written when it is left can be handed on, what was emptied too; what is written or sent is not among it", async () => {
  const [factory, earlier] = [new Fresh(), new Fresh()];
  tab("agent-8", earlier).drafts.type("c2", "half a sen");
  await reopened("agent-8", earlier, "c2", "half a sen");
  const { drafts } = tab("agent-8", factory);
  for (const key of ["c1", "c2", "c3"]) drafts.type(key, "half a sen");
  for (const key of ["c2", "c3"]) await reopened("agent-8", factory, key, "half a sen");
  expect(drafts.unwritten()).toEqual({});
  drafts.type("c1", "half a sentence");
  drafts.type("c2", "");
  drafts.end("c3");
  const left = drafts.unwritten();
  const at = expect.any(Number);
  expect(left).toEqual({ c1: { text: "half a sentence", since: 0, at }, c2: { text: "", since: 0, at } });
  await reopened("agent-8", factory, "c3", "");
  const next = tab("agent-8", earlier).drafts;
  await next.load(left);
  expect([next.text("c1"), next.text("c2")]).toEqual(["half a sentence", ""]);
  await reopened("agent-8", earlier, "c2", "");
});

test("where nothing is kept it says so once, and everything goes on in memory", async () => {
  const { drafts, told } = tab("agent-7", undefined);
  await drafts.load();
  drafts.type("c1", "Bonjour");
  drafts.type("c2", "Salut");
  await vi.waitFor(() => expect(told).toEqual(["forgetful"]));
  drafts.type("c1", "");
  expect([drafts.text("c1"), drafts.text("c2")]).toEqual(["", "Salut"]);
});
