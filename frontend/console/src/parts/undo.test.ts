import { act, cleanup, render, renderHook, screen } from "@testing-library/react";
import { createElement } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Toasts } from "../ui/toasts";
import { forgetUndo, offerUndo, useUndo, withdrawUndo } from "./undo";

beforeEach(() => {
  vi.useFakeTimers();
  render(createElement(Toasts, { label: "Messages", closeLabel: "Close" }));
});

afterEach(() => {
  act(forgetUndo);
  cleanup();
  vi.useRealTimers();
});

function closes(name: string, undone: string[], onOver?: () => void) {
  act(() =>
    offerUndo({
      id: name,
      title: `${name} closed`,
      label: "Undo",
      undo: () => undone.push(name),
      ...(onOver ? { onOver } : {}),
    }),
  );
}

test("several in a row are each taken back, the newest first, also when their toasts have gone", () => {
  const undone: string[] = [];
  const { result } = renderHook(useUndo);
  expect(result.current).toBeUndefined();
  for (const name of ["a", "b", "c", "d", "e", "f"]) closes(name, undone);
  expect(screen.queryByText("a closed")).toBeNull();
  act(() => screen.getByText("e closed").click());
  expect(undone).toEqual(["e"]);
  act(() => vi.advanceTimersByTime(11_000));
  expect(screen.queryByText("f closed")).toBeNull();
  for (let left = 5; left > 0; left -= 1) act(() => result.current?.());
  expect(undone).toEqual(["e", "f", "d", "c", "b", "a"]);
  expect(result.current).toBeUndefined();
});

test("what has been taken back otherwise, or long ago, is offered no more", () => {
  const undone: string[] = [];
  const onOver = vi.fn();
  const { result } = renderHook(useUndo);
  closes("a", undone, onOver);
  act(() => withdrawUndo("a"));
  expect(onOver).toHaveBeenCalledOnce();
  expect(screen.queryByText("a closed")).toBeNull();
  closes("b", undone);
  act(() => vi.advanceTimersByTime(11 * 60_000));
  expect(result.current).toBeUndefined();
  expect(undone).toEqual([]);
});
