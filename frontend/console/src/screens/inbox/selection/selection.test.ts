import { act, renderHook } from "@testing-library/react";
import type { ConversationView } from "@zuruf/protocol/types";
import { expect, test } from "vitest";
import { inLanes } from "./lanes";
import { useSelection } from "./selection";

const rows = (...ids: string[]) => ids.map((id) => ({ id }) as ConversationView);
const [abcd, acd] = [rows("a", "b", "c", "d"), rows("a", "c", "d")];

function choosing() {
  return renderHook(({ shown, place }) => useSelection(shown, place), {
    initialProps: { shown: abcd, place: "mine" },
  });
}

test("one, a range to either side, and all that is shown", () => {
  const { result } = choosing();
  act(() => result.current.toggle("c"));
  act(() => result.current.reach("a"));
  expect([...result.current.ids]).toEqual(["a", "b", "c"]);
  act(() => result.current.toggle("b"));
  expect([...result.current.ids]).toEqual(["a", "c"]);
  act(() => result.current.all());
  expect(result.current.isAll).toBe(true);
  act(() => result.current.clear());
  expect(result.current.chosen).toEqual([]);
});

test("what leaves the list is chosen no more, also when it comes back; another list begins with nothing", () => {
  const { result, rerender } = choosing();
  act(() => result.current.all());
  rerender({ shown: acd, place: "mine" });
  rerender({ shown: abcd, place: "mine" });
  expect([...result.current.ids]).toEqual(["a", "c", "d"]);
  rerender({ shown: abcd, place: "all" });
  expect(result.current.chosen).toEqual([]);
});

test("four at a time, and one that fails stops none", async () => {
  let under = 0;
  let most = 0;
  const seen: number[] = [];
  await inLanes([...Array(11).keys()], 4, async (item) => {
    under += 1;
    most = Math.max(most, under);
    await Promise.resolve();
    seen.push(item);
    under -= 1;
  });
  expect(most).toBe(4);
  expect(seen.sort((a, b) => a - b)).toEqual([...Array(11).keys()]);
});
