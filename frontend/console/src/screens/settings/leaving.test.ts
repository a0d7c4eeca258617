import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useLeaving } from "./leaving";

function leaving(isChanged: boolean) {
  const closed: string[] = [];
  const { result } = renderHook(() => useLeaving(isChanged, () => closed.push("closed")));
  return { result, closed };
}

test("what is unchanged closes at once", () => {
  const { result, closed } = leaving(false);
  act(() => result.current.leave());
  expect([closed, result.current.isAsked]).toEqual([["closed"], false]);
});

test("what was typed is not thrown away by escape, however often it is pressed", () => {
  const { result, closed } = leaving(true);
  act(() => result.current.leave());
  expect([closed, result.current.isAsked]).toEqual([[], true]);
  act(() => result.current.leave());
  expect([closed, result.current.isAsked]).toEqual([[], false]);
  act(() => result.current.discard());
  expect(closed).toEqual(["closed"]);
});
