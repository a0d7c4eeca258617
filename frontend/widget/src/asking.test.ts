// What the loader asks the server, in which order, and what it keeps.
import { expect, test, vi } from "vitest";
import { ANSWER, given, included, page, paths } from "./loader.testing";

declare const happyDOM: { setURL: (url: string) => void };

test("the browser keeps its name, of 128 random bits, and never the visitor's token", async () => {
  await included();
  const name = given.requests[0]?.body.browser;
  expect(String(name).length).toBeGreaterThan(16);
  expect(localStorage.getItem("zuruf:web_key")).toBe(name);
  expect(Object.keys(localStorage)).toEqual(["zuruf:web_key"]);
});

test("before a visitor is to be known again nothing is stored; what one answer says of the page is said with the next question", async () => {
  page.Zuruf = Object.assign(() => {}, { q: Array(2).fill(["event", "seen"]) });
  given.answer = { ...ANSWER, page: "~1", keep: false };
  await included();
  await vi.waitFor(() => expect(given.requests).toHaveLength(3));
  expect(given.requests.map(({ body }) => body.page)).toEqual([undefined, "~1", "~1"]);
  expect([...Object.keys(localStorage), ...Object.keys(sessionStorage)]).toEqual([]);
  given.answer = { ...ANSWER, page: "pgv_2" };
  page.Zuruf?.("consent");
  await vi.waitFor(() => expect(localStorage.getItem("zuruf:web_key")).toBe(given.requests[0]?.body.browser));
  expect(given.requests.at(-1)?.path).toBe("/widget/consent");
  page.Zuruf?.("event", "later");
  await vi.waitFor(() => expect(given.requests.at(-1)?.body).toMatchObject({ name: "later", page: "pgv_2" }));
});

test("a page that is gone to waits for what was said of the one before, whose answer does not count for it", async () => {
  await included();
  given.lateness = new Promise((resolve) => addEventListener("arrived", resolve));
  given.answer = { ...ANSWER, page: "~2" };
  page.Zuruf?.("updateIntegrationData", { cart: 120 });
  page.Zuruf?.("pageView");
  page.Zuruf?.("event", "seen");
  await vi.waitFor(() => expect(given.requests.at(-1)?.path).toBe("/widget/attributes"));
  expect(given.requests).toHaveLength(2);
  dispatchEvent(new Event("arrived"));
  await vi.waitFor(() => expect(given.requests).toHaveLength(4));
  expect(given.requests.slice(1).map(({ path, body }) => [path, body.page])).toEqual([
    ["/widget/attributes", "pgv_1"],
    ["/widget/view", "~2"],
    ["/widget/custom-event", "~2"],
  ]);
});

test("what the network lost is said again until it is heard or the widget is taken away; what was refused is not", async () => {
  await included();
  vi.useFakeTimers();
  given.status = 0;
  page.Zuruf?.("consent");
  await vi.advanceTimersByTimeAsync(0);
  expect(paths()).toEqual(["/widget/view", "/widget/consent"]);
  await vi.advanceTimersByTimeAsync(30_000);
  given.status = 422;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(paths().slice(1)).toEqual(Array(3).fill("/widget/consent"));
  await vi.advanceTimersByTimeAsync(90_000);
  expect(given.requests).toHaveLength(4);
  given.status = 503;
  page.Zuruf?.("consent");
  await vi.advanceTimersByTimeAsync(0);
  page.Zuruf?.("kill");
  expect(document.querySelector("zuruf-widget")).toBeNull();
  await vi.advanceTimersByTimeAsync(90_000);
  expect(given.requests).toHaveLength(5);
  vi.useRealTimers();
});

test("the name another tab was kept under is this one's from the next question on", async () => {
  given.answer = { ...ANSWER, keep: false };
  await included();
  localStorage.setItem("zuruf:web_key", "of the other tab");
  page.Zuruf?.("event", "seen");
  await vi.waitFor(() =>
    expect(given.requests.at(-1)?.body).toMatchObject({ name: "seen", browser: "of the other tab" }),
  );
  expect(localStorage.getItem("zuruf:web_key")).toBe("of the other tab");
});

test("turned away it says why in the console, once, and shows nothing", async () => {
  given.status = 404;
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  await import("./loader");
  await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(1));
  expect(warn.mock.calls[0]?.[0]).toBe("Zuruf stays away from this page. ?key=web_key");
  expect(document.querySelector("zuruf-widget")).toBeNull();
});

test("what something newer may have overtaken is not said again", async () => {
  await included();
  vi.useFakeTimers();
  given.status = 0;
  page.Zuruf?.("updateIntegrationData", { cart: 100 });
  await vi.advanceTimersByTimeAsync(90_000);
  expect(paths()).toEqual(["/widget/view", "/widget/attributes"]);
  vi.useRealTimers();
});

test("a page the server did not hear of is said again, soon, and comes after the last one it heard of", async () => {
  const goTo = (path: string) => happyDOM.setURL(`https://shop.example/${path}`);
  goTo("");
  await included();
  vi.useFakeTimers();
  given.status = 503;
  goTo("cart");
  page.Zuruf?.("pageView");
  await vi.advanceTimersByTimeAsync(0);
  given.status = 200;
  await vi.advanceTimersByTimeAsync(5_000);
  const views = given.requests.filter(({ path }) => path === "/widget/view");
  const urls = views.map(({ body }) =>
    [body.previous_url, body.url].map((url) => new URL(`${url}`, "https://shop.example/none").pathname),
  );
  expect(urls).toEqual([
    ["/none", "/"],
    ["/", "/cart"],
    ["/", "/cart"],
  ]);
  goTo("");
  vi.useRealTimers();
});
