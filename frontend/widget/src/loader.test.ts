import { afterEach, beforeEach, expect, test, vi } from "vitest";

const VIEW = { page: "pgv_1", mode: "live", position: "right", colour: "#0f6b66", greeting: "", unread: 0 };
const ANSWER = { ...VIEW, has_conversation: false, judge_after: null, acts: [] };

type Zuruf = ((...given: unknown[]) => void) & { q?: unknown[][] };
const page = window as unknown as { Zuruf?: Zuruf };

let requests: { path: string; body: Record<string, unknown> }[];
let roots: ShadowRoot[];
let status: number;

class Silent {
  static opened: Silent[] = [];
  readonly address: string;
  sent: string[] = [];
  onopen: (() => void) | null = null;
  constructor(address: string) {
    this.address = address;
    Silent.opened.push(this);
  }
  send(text: string) {
    this.sent.push(text);
  }
  close() {}
}

beforeEach(() => {
  requests = [];
  roots = [];
  status = 200;
  Silent.opened = [];
  vi.resetModules();
  vi.stubGlobal("WebSocket", Silent);
  vi.stubGlobal("requestIdleCallback", (act: () => void) => act());
  vi.stubGlobal("visualViewport", new EventTarget());
  vi.stubGlobal("fetch", async (address: string, { body = "null" }: { body?: string } = {}) => {
    const { pathname, search } = new URL(address);
    requests.push({ path: pathname, body: JSON.parse(body) });
    if (pathname === "/widget/why") return { text: async () => `Zuruf stays away from this page. ${search}` };
    const problem = { code: "unknown_key", detail: "No website has this key." };
    return { ok: status === 200, status, json: async () => (status === 200 ? ANSWER : problem) };
  });
  const attach = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, "attachShadow").mockImplementation(function (this: Element, init) {
    expect(init.mode).toBe("closed");
    const root = attach.call(this, { mode: "open" });
    roots.push(root);
    return root;
  });
  const script = document.createElement("script");
  Object.defineProperty(script, "src", { value: "https://chat.example/widget/loader.js" });
  script.dataset.key = "web_key";
  vi.spyOn(document, "currentScript", "get").mockReturnValue(script);
});

afterEach(() => {
  page.Zuruf?.("kill");
  delete page.Zuruf;
  localStorage.clear();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function included(): Promise<HTMLButtonElement> {
  await import("./loader");
  await vi.waitFor(() => expect(document.querySelector("zuruf-widget")).not.toBeNull());
  return roots[0]?.querySelector("button") as HTMLButtonElement;
}

test("it reports the page and shows a button that says what it does", async () => {
  document.documentElement.lang = "de-CH";
  const button = await included();
  expect(requests[0]).toMatchObject({ path: "/widget/view", body: { key: "web_key", widget_language: "de" } });
  expect(Object.keys(requests[0]?.body ?? {}).sort()).toEqual(
    [
      "browser",
      "key",
      "language",
      "previous_url",
      "referrer",
      "tab",
      "time_zone",
      "title",
      "url",
      "widget_language",
    ].sort(),
  );
  expect(button.title).toBe("Chat öffnen");
  document.documentElement.lang = "";
});

test("nothing of the chat is fetched before somebody wants it", async () => {
  const button = await included();
  expect(roots[0]?.querySelector("iframe")).toBeNull();
  button.dispatchEvent(new Event("pointerenter"));
  expect(roots[0]?.querySelector("iframe")?.src).toBe("https://chat.example/widget/frame?key=web_key");
});

test("the browser keeps its name, of 128 random bits, and never the visitor's token", async () => {
  await included();
  const name = requests[0]?.body.browser;
  expect(String(name).length).toBeGreaterThan(16);
  expect(localStorage.getItem("zuruf:web_key")).toBe(name);
  expect(Object.keys(localStorage)).toEqual(["zuruf:web_key"]);
});

test("its socket says the browser's name in the first frame, not in the address", async () => {
  await included();
  const [socket] = Silent.opened;
  socket?.onopen?.();
  expect(socket?.address).toBe("wss://chat.example/widget/listen?key=web_key");
  expect(JSON.parse(socket?.sent[0] ?? "{}")).toMatchObject({ f: "hello", v: 1, token: requests[0]?.body.browser });
});

test("calls made before it came are carried out when it is there", async () => {
  page.Zuruf = Object.assign(() => {}, { q: [["updateIntegrationData", { plan: "pro" }], ["openChat"]] });
  await included();
  expect(requests.map((request) => request.path)).toEqual(["/widget/view", "/widget/attributes", "/widget/opened"]);
  expect(roots[0]?.querySelector("div")?.hidden).toBe(false);
});

test("of an unknown method nothing comes, not even an error", async () => {
  await included();
  page.Zuruf?.("constructor");
  page.Zuruf?.("__proto__", {});
  page.Zuruf?.("setColors");
  expect(requests).toHaveLength(1);
});

test("turned away it says why in the console, once, and shows nothing", async () => {
  status = 404;
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  await import("./loader");
  await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(1));
  expect(warn.mock.calls[0]?.[0]).toBe("Zuruf stays away from this page. ?key=web_key");
  expect(document.querySelector("zuruf-widget")).toBeNull();
});

test("kill takes everything away", async () => {
  await included();
  page.Zuruf?.("kill");
  expect(document.querySelector("zuruf-widget")).toBeNull();
});
