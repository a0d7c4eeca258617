import { expect, test, vi } from "vitest";
import { given, included, page, Silent } from "./loader.testing";

test("it reports the page and shows a button that says what it does", async () => {
  document.documentElement.lang = "de-CH";
  const button = await included();
  expect(given.requests[0]).toMatchObject({ path: "/widget/view", body: { key: "web_key", widget_language: "de" } });
  expect(Object.keys(given.requests[0]?.body ?? {}).sort()).toEqual(
    ["browser", "key", "previous_url", "referrer", "time_zone", "title", "url", "widget_language"].sort(),
  );
  expect(button.title).toBe("Chat öffnen");
  document.documentElement.lang = "";
});

test("nothing of the chat is fetched before somebody wants it", async () => {
  const button = await included();
  expect(given.roots[0]?.querySelector("iframe")).toBeNull();
  button.dispatchEvent(new Event("pointerenter"));
  expect(given.roots[0]?.querySelector("iframe")?.src).toBe(
    "https://chat.example/widget/frame?key=web_key&language=en",
  );
});

test("its socket says the browser's name in the first frame, not in the address", async () => {
  await included();
  await vi.waitFor(() => expect(Silent.opened).toHaveLength(1));
  const [socket] = Silent.opened;
  socket?.onopen?.();
  expect(socket?.address).toBe("wss://chat.example/widget/listen?key=web_key");
  expect(JSON.parse(socket?.sent[0] ?? "{}")).toMatchObject({
    f: "hello",
    v: 1,
    token: given.requests[0]?.body.browser,
  });
});

test("calls made before it came are carried out when it is there", async () => {
  page.Zuruf = Object.assign(() => {}, { q: [["updateIntegrationData", { plan: "pro" }], ["openChat"]] });
  await included();
  await vi.waitFor(() =>
    expect(given.requests.map((request) => request.path)).toEqual([
      "/widget/view",
      "/widget/attributes",
      "/widget/opened",
    ]),
  );
  expect(given.roots[0]?.querySelector("button")?.title).toBe("Connecting (…)");
});

test("what loaded and is not the chat is said to be none and fetched again, until the chat says that it is here", async () => {
  const button = await included();
  vi.useFakeTimers();
  button.click();
  const panel = given.roots[0]?.querySelector("div") as HTMLDivElement;
  const frame = panel.querySelector("iframe") as HTMLIFrameElement;
  const window = { postMessage: vi.fn() };
  vi.spyOn(frame, "contentWindow", "get").mockReturnValue(window as unknown as Window);
  const fetched = vi.spyOn(panel, "append");
  for (let failures = 0; failures < 3; failures++) {
    frame.onload?.(new Event("load"));
    vi.advanceTimersByTime(3_000);
    expect(fetched).toHaveBeenCalledTimes(failures + 1);
    expect([panel.hidden, button.title]).toEqual([true, "Connecting (…)"]);
  }
  const hello = { data: { zuruf: 1, say: "here" }, source: window, origin: "https://chat.example" };
  frame.onload?.(new Event("load"));
  dispatchEvent(Object.assign(new Event("message"), hello));
  vi.advanceTimersByTime(60_000);
  expect(fetched).toHaveBeenCalledTimes(3);
  expect([panel.hidden, button.title]).toEqual([false, "Close chat"]);
  const last = { zuruf: 1, say: "shown", isFull: false, takesFocus: true };
  expect(window.postMessage).toHaveBeenLastCalledWith(last, "https://chat.example");
  vi.useRealTimers();
});

test("of an unknown method nothing comes, not even an error", async () => {
  await included();
  page.Zuruf?.("constructor");
  page.Zuruf?.("__proto__", {});
  page.Zuruf?.("setColors");
  expect(given.requests).toHaveLength(1);
});

test("what it is and whether it is open is said of the button, which has the focus again once it is closed", async () => {
  const button = await included();
  expect(button.ariaExpanded).toBe("false");
  button.click();
  expect(button.ariaExpanded).toBe("true");
  button.click();
  expect(button.ariaExpanded).toBe("false");
  expect(given.roots[0]?.activeElement).toBe(button);
});

test("on a wide screen neither an anchor of the page nor its way back closes the chat", async () => {
  const button = await included();
  button.click();
  dispatchEvent(new PopStateEvent("popstate"));
  expect(button.ariaExpanded).toBe("true");
});

test("on a phone the way back closes the chat, by an entry of its own that is used again after a reload", async () => {
  vi.stubGlobal("matchMedia", () => ({ matches: true }));
  const entries: unknown[] = [];
  let state: unknown = { app: 1 };
  vi.spyOn(history, "state", "get").mockImplementation(() => state);
  vi.spyOn(History.prototype, "pushState").mockImplementation((given) => {
    state = given;
    entries.push(given);
  });
  const back = vi.spyOn(history, "back").mockImplementation(() => {});
  const button = await included();
  button.click();
  expect(entries).toEqual([{ app: 1, zuruf: location.href }]);
  state = { app: 1 };
  dispatchEvent(new PopStateEvent("popstate"));
  expect(button.ariaExpanded).toBe("false");
  expect(back).not.toHaveBeenCalled();
  state = entries[0];
  button.click();
  expect(entries, "the entry of before the reload").toHaveLength(1);
  // The page has gone on beneath and carried the state along.
  state = { app: 2, zuruf: "https://shop.example/before" };
  button.click();
  expect(back).not.toHaveBeenCalled();
});

test("a phone's page that is zoomed does not shrink the chat", async () => {
  vi.stubGlobal("matchMedia", () => ({ matches: true }));
  vi.stubGlobal("visualViewport", Object.assign(new EventTarget(), { height: 422, scale: 2 }));
  (await included()).click();
  expect(given.roots[0]?.querySelector("div")?.style.height).toBe("844px");
});

test("taken out of the document it comes back with the next page, once", async () => {
  page.Zuruf = Object.assign(() => {}, { q: [["event", "seen"]] });
  const button = await included();
  button.dispatchEvent(new Event("pointerenter"));
  given.roots[0]?.querySelector("iframe")?.dispatchEvent(new Event("load"));
  document.querySelector("zuruf-widget")?.remove();
  page.Zuruf?.("pageView");
  await vi.waitFor(() => expect(document.querySelector("zuruf-widget")).not.toBeNull());
  expect(given.requests.filter(({ path }) => path === "/widget/custom-event")).toHaveLength(1);
});

test("a website that is switched off takes the button off open pages", async () => {
  await included();
  given.status = 404;
  vi.spyOn(console, "warn").mockImplementation(() => {});
  page.Zuruf?.("pageView");
  await vi.waitFor(() => expect(document.querySelector<HTMLElement>("zuruf-widget")?.hidden).toBe(true));
});
