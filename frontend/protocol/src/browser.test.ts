import { afterEach, expect, test, vi } from "vitest";
import { watchPage } from "./browser";
import { Page } from "./testing";

/** A window and its document, of which only the events count. */
function stage() {
  const page = new EventTarget();
  vi.stubGlobal("addEventListener", page.addEventListener.bind(page));
  vi.stubGlobal("removeEventListener", page.removeEventListener.bind(page));
  vi.stubGlobal("document", Object.assign(new EventTarget(), { visibilityState: "visible" }));
  return page;
}

afterEach(() => vi.unstubAllGlobals());

test("told that the network has gone, the socket has five seconds to show that it lives", async () => {
  const tab = stage();
  const page = await new Page().live();
  const stop = watchPage(page.connection);
  await page.clock.pass(1_000);
  page.socket.says({ f: "hb", cur: "c0", now: 0 });
  await page.clock.pass(1_000);
  tab.dispatchEvent(new Event("offline"));
  await page.clock.pass(4_000);
  page.socket.says({ f: "hb", cur: "c0", now: 0 });
  await page.clock.pass(4_000);
  expect(page.connection.status).toBe("live");
  tab.dispatchEvent(new Event("offline"));
  await page.clock.pass(5_000);
  expect(page.connection.status).toBe("waiting");
  stop();
});
