import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { patience } from "./patience";

let told: boolean[];
let tell: ReturnType<typeof patience>;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  tell = patience((isOffline) => told.push(isOffline));
});
afterEach(() => vi.useRealTimers());

test("attempts that hang are no connection: it is named once, and stays named through every further attempt", () => {
  tell("live");
  tell("connecting");
  vi.advanceTimersByTime(1_500);
  tell("waiting");
  vi.advanceTimersByTime(500);
  expect(told).toEqual([false, true]);
  tell("connecting");
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([false, true]);
  tell("live");
  expect(told).toEqual([false, true, false]);
});

test("a reconnect of a moment is named by nobody; a first connection has longer, and hanging is named, too", () => {
  tell("idle");
  tell("connecting");
  vi.advanceTimersByTime(5_999);
  expect(told).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(told).toEqual([true]);
  tell("live");
  tell("waiting");
  vi.advanceTimersByTime(1_999);
  tell("live");
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([true, false, false]);
});
