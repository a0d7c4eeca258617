import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Rows } from "../../ui/virtual";
import { placeOf, useCursor } from "./cursor";

afterEach(cleanup);

/** A list of conversations, of which those that are opened are noted, with their rows in the page. */
function inbox(names: string[], opened: string | null) {
  const list = document.createElement("div");
  const tell: string[] = [];
  const draw = (ids: string[]) =>
    list.replaceChildren(
      ...ids.map((id, index) => {
        const row = document.createElement("div");
        row.dataset.index = String(index);
        row.append(Object.assign(document.createElement("button"), { textContent: id }));
        return row;
      }),
    );
  document.body.replaceChildren(list);
  draw(names);
  const rows = { scrollElement: list, scrollToIndex: () => {} } as unknown as Rows;
  const selection = { chosen: [], toggle: (id: string) => tell.push(`x ${id}`), reach: () => {}, all: () => {} };
  const hook = renderHook(
    ({ ids, at }: { ids: string[]; at: string | null }) =>
      useCursor(
        ids.map((id) => ({ id })),
        { view: "mine", conversation: at, open: (id) => void tell.push(id) },
        rows,
        selection,
      ),
    { initialProps: { ids: names, at: opened } },
  );
  const show = (ids: string[], at: string | null) => {
    draw(ids);
    hook.rerender({ ids, at });
  };
  const press = (key: string) => act(() => void dispatchEvent(new KeyboardEvent("keydown", { key })));
  return { show, press, tell, cursor: () => hook.result.current, focus: () => document.activeElement?.textContent };
}

test("whose row leaves the list is followed by the next, which has the focus, until it is back; j opens it and k the one before", () => {
  const { show, press, tell, cursor, focus } = inbox(["a", "b", "c", "d"], "a");
  press("j");
  show(["a", "b", "c", "d"], "b");
  show(["new", "a", "c", "d"], "b");
  expect([cursor(), focus()]).toEqual(["c", "c"]);
  press("x");
  show(["new", "a", "b", "c", "d"], "b");
  expect(cursor()).toBe("b");
  show(["new", "a", "c", "d"], "b");
  press("j");
  expect(tell).toEqual(["b", "x c", "c"]);
  show(["new", "a", "d"], "c");
  expect(tell).toHaveLength(3);
  press("k");
  expect(tell.at(-1)).toBe("a");
});

test("with none after it one goes on from the end; without an open one j goes on from the row that took its place", () => {
  const beside = inbox(["a", "b", "c"], "c");
  beside.show(["a", "b"], "c");
  expect(beside.focus()).toBe("b");
  beside.press("k");
  expect(beside.tell).toEqual(["b"]);
  cleanup();
  const alone = inbox(["a", "b", "c", "d"], null);
  for (const key of ["j", "j"]) alone.press(key);
  alone.show(["a", "c", "d"], null);
  expect(alone.cursor()).toBe("c");
  alone.press("j");
  expect(alone.cursor()).toBe("d");
});

test("what is still there, or was never in the list, has no other place", () => {
  expect(placeOf(["a", "b"], "a", ["b", "a"])).toBeNull();
  expect(placeOf(["a", "b"], "z", ["a", "b"])).toBeNull();
  expect(placeOf(["a"], "a", [])).toBeNull();
});
