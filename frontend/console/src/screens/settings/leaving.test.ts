import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useChanged, useLeaving } from "./leaving";

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

test("what is put back as it was, or typed and emptied again, is no change; another order of a list is", () => {
  const begun = { name: "Sales", names: { en: "Sales", de: "Verkauf" }, tests: ["a", "b"] };
  const { result, rerender } = renderHook(useChanged, { initialProps: begun as object });
  rerender({ ...begun, name: "Sale" });
  expect(result.current).toBe(true);
  rerender({ tests: ["a", "b"], name: "Sales", names: { de: "Verkauf", fr: "", en: "Sales" } });
  expect(result.current).toBe(false);
  rerender({ ...begun, names: { en: "Sales" } });
  expect(result.current).toBe(true);
  rerender({ ...begun, tests: ["b", "a"] });
  expect(result.current).toBe(true);
});
