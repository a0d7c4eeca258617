import { createMemoryHistory } from "@tanstack/react-router";
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useChanged, useLeaving } from "./leaving";

let history = createMemoryHistory();

vi.mock("@tanstack/react-router", async (original) => ({
  ...(await original<object>()),
  useRouter: () => ({ history }),
}));

beforeEach(() => {
  history = createMemoryHistory({ initialEntries: ["/settings/groups"] });
});

afterEach(cleanup);

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

test("a tab whose sheet has something typed into it asks before it closes", () => {
  const closes = () => dispatchEvent(new Event("beforeunload", { cancelable: true }));
  const { rerender } = renderHook(({ isChanged }) => useLeaving(isChanged, () => {}), {
    initialProps: { isChanged: false },
  });
  expect(closes()).toBe(true);
  rerender({ isChanged: true });
  expect(closes()).toBe(false);
  rerender({ isChanged: false });
  expect(closes()).toBe(true);
});

const go = (to: string) => act(async () => history.push(to));

test("going elsewhere, as from the palette, asks first, and both answers are carried out", async () => {
  const { result, closed } = leaving(true);
  await go("/mine");
  expect([history.location.pathname, result.current.isAsked]).toEqual(["/settings/groups", true]);
  await act(async () => result.current.leave());
  expect([history.location.pathname, result.current.isAsked, closed]).toEqual(["/settings/groups", false, []]);
  await go("/mine");
  await go("/all");
  await act(async () => result.current.discard());
  expect([history.location.pathname, closed]).toEqual(["/all", ["closed"]]);
});

test("from an unchanged sheet one goes at once, as from one that is put back as it was while it asks", async () => {
  const { rerender } = renderHook(({ isChanged }) => useLeaving(isChanged, () => {}), {
    initialProps: { isChanged: false },
  });
  await go("/mine");
  expect(history.location.pathname).toBe("/mine");
  rerender({ isChanged: true });
  await go("/all");
  expect(history.location.pathname).toBe("/mine");
  await act(async () => rerender({ isChanged: false }));
  expect(history.location.pathname).toBe("/all");
});
