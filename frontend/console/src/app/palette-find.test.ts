import { Inbox } from "lucide-react";
import { expect, test } from "vitest";
import type { Entry } from "./palette-entries";
import { foundIn } from "./palette-find";

const one = (id: string, name: string, more: Partial<Entry> = {}): Entry => ({
  ...{ id, name, words: "", kind: "", keys: [], icon: Inbox, isOnlyFound: false, act: () => undefined },
  ...more,
});
const entries = [
  one("close", "Close the conversation"),
  one("mine", "Mine"),
  one("vis_1", "Claire", { words: "close@shop.example", isOnlyFound: true }),
  one("vis_2", "Claude", { isOnlyFound: true }),
];
const ids = (typed: string, lately: string[] = []) => foundIn(entries, typed, lately).map(({ id }) => id);

test("before anything is typed: what was chosen lately, then what can be done; people only when sought", () => {
  expect(ids("")).toEqual(["close", "mine"]);
  expect(ids("", ["vis_2", "mine"])).toEqual(["vis_2", "mine", "close"]);
});

test("a name before other words, and of equals the one chosen lately", () => {
  expect(ids("close")).toEqual(["close", "vis_1"]);
  expect(ids("cla")).toEqual(["vis_1", "vis_2"]);
  expect(ids("cla", ["vis_2"])).toEqual(["vis_2", "vis_1"]);
  expect(ids("zzz")).toEqual([]);
});
