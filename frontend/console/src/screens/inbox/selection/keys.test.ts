import { act, cleanup, fireEvent, renderHook } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { useShortcuts } from "../../../parts/shortcuts";
import { type Acts, useActs, useKeys } from "./keys";

afterEach(cleanup);

const ids = (...chosen: string[]) => new Set(chosen);

/** A list with some chosen, the bar once it is here, and an open conversation beside them; answers what acted. */
function desk(chosen: Set<string>, acts?: (on: (what: string) => () => void) => Acts) {
  const acted: string[] = [];
  const on = (what: string) => () => void acted.push(what);
  renderHook(() =>
    useShortcuts({ e: on("open: e"), "#": on("open: #"), l: on("open: l"), Escape: on("open: Escape") }),
  );
  const { rerender, result } = renderHook((ids) => useKeys({ ids, clear: on("clear") }), { initialProps: chosen });
  const bar = (acts: Acts, ids = chosen) => renderHook(() => useActs(result.current, acts, ids));
  if (acts) bar(acts(on));
  return {
    acted,
    on,
    bar,
    rerender,
    press: (key: string) => act(() => void fireEvent.keyDown(document.body, { key })),
  };
}

test("while the bar is being fetched a key waits for it; the open conversation hears none of them", () => {
  const { acted, on, bar, press } = desk(ids("con_1", "con_2"));
  press("#");
  press("e");
  expect(acted).toEqual([]);
  bar({ e: on("bar: e"), "#": on("bar: #") });
  expect(acted).toEqual(["bar: e"]);
  press("Escape");
  expect(acted).toEqual(["bar: e", "clear"]);
});

test("what waited is not carried out on others than those it was meant for", () => {
  const { acted, on, bar, rerender, press } = desk(ids("con_1"));
  press("e");
  rerender(ids("con_1", "con_3"));
  bar({ e: on("bar: e") }, ids("con_1", "con_3"));
  expect(acted).toEqual([]);
});

test("what cannot be done with the chosen is not done with the open conversation instead", () => {
  const { acted, press, rerender } = desk(ids("con_1"), (on) => ({ e: on("bar: e"), Escape: on("bar: Escape") }));
  press("l");
  press("#");
  press("e");
  press("Escape");
  expect(acted.splice(0)).toEqual(["bar: e", "bar: Escape"]);
  rerender(ids());
  press("e");
  press("Escape");
  expect(acted).toEqual(["open: e", "open: Escape"]);
});

test("a bar that is gone is waited for again", () => {
  const { acted, on, bar, press } = desk(ids("con_1"));
  bar({ e: on("first") }).unmount();
  press("e");
  expect(acted).toEqual([]);
  bar({ e: on("second") });
  expect(acted).toEqual(["second"]);
});
