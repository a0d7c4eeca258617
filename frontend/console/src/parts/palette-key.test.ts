import { renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { takeTypedAhead, usePaletteKey } from "./palette-key";

function press(key: string, also: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...also });
  document.body.dispatchEvent(event);
  return event;
}

test("what is typed between the key and the palette is the palette's, and no shortcut of the page", () => {
  const open = vi.fn();
  const page = vi.fn();
  renderHook(() => usePaletteKey(open));
  press("k", { ctrlKey: true });
  expect(open).toHaveBeenCalledOnce();
  document.body.addEventListener("keydown", page);
  expect([..."ale"].map((key) => press(key).defaultPrevented)).toEqual([true, true, true]);
  press("Enter");
  expect(page).not.toHaveBeenCalled();
  expect(takeTypedAhead()).toBe("ale");
  press("e");
  expect(page).toHaveBeenCalledOnce();
  press("k", { metaKey: true });
  expect(takeTypedAhead()).toBe("");
});
