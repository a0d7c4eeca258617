import { act, cleanup, render, screen } from "@testing-library/react";
import { createElement } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Toasts, toast } from "./toasts";

beforeEach(() => {
  vi.useFakeTimers();
  render(createElement(Toasts, { label: "Messages", closeLabel: "Close" }));
});

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const say = (title: string) => act(() => toast({ id: "alert:cnv_1", title, lasts: 12_000 }));
const pass = (ms: number) => act(() => vi.advanceTimersByTime(ms));

test("one that takes another's place lasts as long as any", () => {
  say("eins");
  pass(11_900);
  say("zwei");
  pass(11_900);
  expect(screen.queryByText("eins")).toBeNull();
  expect(screen.queryByText("zwei")).not.toBeNull();
  pass(200);
  expect(screen.queryByText("zwei")).toBeNull();
});
