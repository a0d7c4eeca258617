import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { onNavigation } from "./navigation";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test("a new address is told once, after the page had time to name itself; the page's own functions stay its own", () => {
  const own = history.pushState;
  const told = vi.fn();
  onNavigation(told);
  location.href = "http://localhost/next";
  vi.advanceTimersByTime(500);
  expect(told).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_000);
  expect(told).toHaveBeenCalledTimes(1);
  expect(history.pushState).toBe(own);
});

test("the same address again is no page view", () => {
  const told = vi.fn();
  onNavigation(told);
  history.replaceState({ scroll: 10 }, "", location.href);
  vi.advanceTimersByTime(1_000);
  expect(told).not.toHaveBeenCalled();
});
