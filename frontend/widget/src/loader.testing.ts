// A page of a shop with the widget in it, as tests of the loader see it: what it asked the server, and the roots nobody else can reach.
import { afterEach, beforeEach, expect, vi } from "vitest";

const VIEW = { page: "pgv_1", mode: "live", position: "right", colour: "#0f6b66", greeting: "", unread: 0, keep: true };
export const ANSWER = { ...VIEW, has_conversation: false, judge_after: null, acts: [] };

type Zuruf = ((...given: unknown[]) => void) & { q?: unknown[][] };
export const page = window as unknown as { Zuruf?: Zuruf };

/** What the server answers from now on, and when; a `status` of 0 is a lost network. */
export const given = {
  requests: [] as { path: string; body: Record<string, unknown> }[],
  roots: [] as ShadowRoot[],
  status: 200,
  lateness: Promise.resolve() as Promise<unknown>,
  answer: ANSWER,
};

export class Silent {
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
  given.requests = [];
  given.roots = [];
  given.status = 200;
  given.lateness = Promise.resolve();
  given.answer = ANSWER;
  Silent.opened = [];
  vi.resetModules();
  vi.stubGlobal("WebSocket", Silent);
  vi.stubGlobal("visualViewport", new EventTarget());
  vi.stubGlobal("fetch", async (address: string, { body = "null" }: { body?: string } = {}) => {
    const { pathname, search } = new URL(address);
    given.requests.push({ path: pathname, body: JSON.parse(body) });
    if (pathname === "/widget/why") return { text: async () => `Zuruf stays away from this page. ${search}` };
    await given.lateness;
    if (!given.status) throw new TypeError("Failed to fetch");
    const problem = { code: "unknown_key", detail: "No website has this key." };
    return {
      ok: given.status === 200,
      status: given.status,
      json: async () => (given.status === 200 ? given.answer : problem),
    };
  });
  const attach = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, "attachShadow").mockImplementation(function (this: Element, init) {
    expect(init.mode).toBe("closed");
    const root = attach.call(this, { mode: "open" });
    given.roots.push(root);
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

export const paths = () => given.requests.map(({ path }) => path);

export async function included(): Promise<HTMLButtonElement> {
  await import("./loader");
  await vi.waitFor(() => expect(document.querySelector("zuruf-widget")).not.toBeNull());
  return given.roots[0]?.querySelector("button") as HTMLButtonElement;
}
