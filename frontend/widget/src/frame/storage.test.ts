import { afterEach, beforeEach, expect, test, vi } from "vitest";

/** A page of its own: nothing of the one before is in its memory. */
async function page(isKept = true) {
  vi.resetModules();
  const storage = await import("./storage");
  if (isKept) storage.keepAll();
  return storage;
}

/** A tab of the same browser: the pages opened from now on are in it. */
function inTab(kept: Map<string, string>): void {
  vi.stubGlobal("sessionStorage", {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  });
}

beforeEach(() => inTab(new Map()));

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

test("what is half written is there on the next page of its tab, and gone once it was sent", async () => {
  const { draft } = await page();
  draft.keep("web_key", "Half a");
  const next = (await page()).draft;
  expect([next.of("web_key"), next.of("web_other")]).toEqual(["Half a", ""]);
  next.keep("web_key", "");
  expect((await page()).draft.of("web_key")).toBe("");
});

test("another tab has its own, of the same person", async () => {
  const [here, there] = [new Map<string, string>(), new Map<string, string>()];
  inTab(here);
  const { draft, token } = await page();
  draft.keep("web_key", "Half a");
  token.keep("web_key", "of Ada");
  inTab(there);
  const other = await page();
  expect([other.draft.of("web_key"), other.token.of("web_key")]).toEqual(["", "of Ada"]);
  other.draft.keep("web_key", "Another");
  inTab(here);
  expect((await page()).draft.of("web_key")).toBe("Half a");
});

test("a browser that stores nothing keeps it as long as the page", async () => {
  vi.stubGlobal("sessionStorage", undefined);
  const { draft } = await page();
  draft.keep("web_key", "Half a");
  expect(draft.of("web_key")).toBe("Half a");
  expect((await page()).draft.of("web_key")).toBe("");
});

test("that a browser keeps nothing is told, and only where something was to be kept", async () => {
  const { keepAll, token, whenRefused } = await page(false);
  const told = vi.fn();
  whenRefused(told);
  vi.stubGlobal("localStorage", undefined);
  token.keep("web_key", "of Ada");
  expect([token.of("web_key"), told.mock.calls.length]).toEqual(["of Ada", 0]);
  keepAll();
  expect(told).toHaveBeenCalledOnce();
  vi.unstubAllGlobals();
});

test("before anything may be kept it lasts as long as the page; what another tab has kept meanwhile stays", async () => {
  const { draft, keepAll, muted, token } = await page(false);
  draft.keep("web_key", "Half a");
  token.keep("web_key", "of nobody yet");
  muted.keep("web_key", "1");
  expect([draft.of("web_key"), localStorage.length, (await page()).draft.of("web_key")]).toEqual(["Half a", 0, ""]);
  (await page()).token.keep("web_key", "of Ada");
  keepAll();
  expect([token.of("web_key"), muted.of("web_key"), (await page()).draft.of("web_key")]).toEqual([
    "of Ada",
    "1",
    "Half a",
  ]);
});
