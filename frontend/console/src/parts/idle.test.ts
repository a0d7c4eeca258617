import { expect, test } from "vitest";
import { MARIE } from "../state/cast";
import { reduce } from "../state/reduce";
import { isToldNow, isUnheard, isWarnedAt } from "./idle";

test("who does nothing is warned a minute before, and never where it is off", () => {
  expect([539_999, 540_000].map((now) => isWarnedAt(now, 0, 600_000))).toEqual([false, true]);
  expect(isWarnedAt(10 ** 9, 0, 0)).toBe(false);
});

test("what is done is told every 20 s, while warned at once", () => {
  expect([isToldNow(19_999, 0, false), isToldNow(20_000, 0, false), isToldNow(1, 0, true)]).toEqual([
    false,
    true,
    true,
  ]);
});

test("what was done at another console of mine counts here", () => {
  expect(reduce(MARIE, { f: "eph", eph: { type: "active" } }, 5_000).activeAt).toBe(5_000);
});

test("what nobody heard is told later, but not after a minute", () => {
  expect([isUnheard(60_000, 1, 0), isUnheard(60_001, 1, 0), isUnheard(2, 1, 1)]).toEqual([true, false, false]);
});
