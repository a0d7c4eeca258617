import { expect, test } from "vitest";
import { received, type ToLoader } from "./bridge";

const from = {} as Window;
const origin = "https://chat.example";
const said = (data: unknown, more: object = {}) => ({ data, source: from, origin, ...more }) as unknown as MessageEvent;
const hear = (event: MessageEvent) => received<ToLoader>(event, from, origin);

test("a message from the other side is heard", () => {
  expect(hear(said({ zuruf: 1, say: "unread", count: 2 }))).toMatchObject({ say: "unread", count: 2 });
});

test("B14: from another window, another origin or without our mark it is not", () => {
  expect(hear(said({ zuruf: 1, say: "minimize" }, { source: {} }))).toBeUndefined();
  expect(hear(said({ zuruf: 1, say: "minimize" }, { origin: "https://chat.example.evil" }))).toBeUndefined();
  expect(received(said({ zuruf: 1, say: "minimize" }), null, origin)).toBeUndefined();
  for (const data of [
    undefined,
    null,
    1,
    "zuruf",
    [],
    {},
    JSON.parse('{"__proto__":{"zuruf":1}}'),
    { say: "minimize" },
  ]) {
    expect(hear(said(data))).toBeUndefined();
  }
  expect(Object.hasOwn({}, "zuruf") || "zuruf" in {}).toBe(false);
});
