import { afterEach, expect, test, vi } from "vitest";
import { later } from "./later";

afterEach(() => vi.useRealTimers());

test("it is asked for once, and while the network is gone again and again", async () => {
  vi.useFakeTimers();
  const answers = [Promise.reject(new Error("offline")), Promise.resolve("menu")];
  let asked = 0;
  const part = later(() => answers[asked++] ?? Promise.resolve("another"));
  part.want();
  part.want();
  await vi.advanceTimersByTimeAsync(1_999);
  expect([asked, part.current()]).toEqual([1, undefined]);
  await vi.advanceTimersByTimeAsync(1);
  expect([asked, part.current()]).toEqual([2, "menu"]);
  part.want();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toBe(2);
});
