import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { onNavigation } from "./navigation";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a new address is told once, after the page had time to name itself; the page's own calls go on as before", () => {
  const calls: unknown[][] = [];
  const own = vi.spyOn(history, "pushState").mockImplementation((...given) => {
    calls.push(given);
    location.href = "http://localhost/next";
  });
  const told = vi.fn();
  onNavigation(told);
  history.pushState({ page: 2 }, "", "/next");
  history.pushState({ page: 2 }, "", "/next");
  expect(calls).toEqual([
    [{ page: 2 }, "", "/next"],
    [{ page: 2 }, "", "/next"],
  ]);
  expect(told).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_000);
  expect(told).toHaveBeenCalledTimes(1);
  own.mockRestore();
});

test("the same address again is no page view", () => {
  const told = vi.fn();
  onNavigation(told);
  history.replaceState({ scroll: 10 }, "", location.href);
  vi.advanceTimersByTime(1_000);
  expect(told).not.toHaveBeenCalled();
});
