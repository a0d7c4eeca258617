import { afterEach, beforeEach, expect, test, vi } from "vitest";

/** A browser in which nothing is known yet. */
const fresh = () => import("./notifications");

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllGlobals());

/** As Chrome on Android. */
class Illegal {
  static permission = "default";
  constructor() {
    throw new TypeError("Illegal constructor");
  }
}

/** As on a desktop. */
class Legal {
  static permission = "default";
  readonly title: string;
  constructor(title: string) {
    this.title = title;
  }
}

test("where the browser throws there is none, and it is not tried again", async () => {
  vi.stubGlobal(
    "Notification",
    class extends Illegal {
      static override permission = "granted";
    },
  );
  const { canNotify, notification } = await fresh();
  expect(canNotify()).toBe(true);
  expect(notification("New message")).toBeNull();
  expect(canNotify()).toBe(false);
});

test("before it is allowed, trying tells whether the browser could", async () => {
  vi.stubGlobal("Notification", Illegal);
  expect((await fresh()).canNotify()).toBe(false);
});

test("where the browser can, it is shown", async () => {
  vi.stubGlobal("Notification", Legal);
  const { canNotify, notification } = await fresh();
  expect(canNotify()).toBe(true);
  expect(notification("New message")?.title).toBe("New message");
});

test("a browser without any has none", async () => {
  vi.stubGlobal("Notification", undefined);
  expect((await fresh()).canNotify()).toBe(false);
});
