import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { useOpening } from "./opening";

test("a choice is made against what stood there when it was opened, not what came meanwhile", () => {
  const { result, rerender } = renderHook(({ group }) => useOpening(group), { initialProps: { group: "grp_before" } });
  rerender({ group: "grp_de" });
  act(() => result.current.setOpen(true));
  rerender({ group: "grp_fr" });
  act(() => result.current.setOpen(true));
  expect([result.current.isOpen, result.current.seen]).toEqual([true, "grp_de"]);
});

test("opened again, it is what stands there now", () => {
  const { result, rerender } = renderHook(({ group }) => useOpening(group), { initialProps: { group: "grp_de" } });
  act(() => result.current.setOpen(true));
  act(() => result.current.setOpen(false));
  rerender({ group: "grp_fr" });
  act(() => result.current.setOpen(true));
  expect(result.current.seen).toBe("grp_fr");
});
