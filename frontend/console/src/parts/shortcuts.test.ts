import { renderHook } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { commandsNow, switchLetters, useShortcuts } from "./shortcuts";

const press = (key: string, held: KeyboardEventInit = {}) =>
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, ...held, bubbles: true, cancelable: true }));

afterEach(() => switchLetters(true));

test("switched off, single characters do nothing, while Enter, Escape and the palette still act", () => {
  const close = vi.fn();
  const keys = { e: close, "?": vi.fn(), Enter: vi.fn(), Escape: vi.fn() };
  renderHook(() => useShortcuts(keys));
  switchLetters(false);
  for (const key of Object.keys(keys)) press(key);
  expect(Object.values(keys).map((act) => act.mock.calls.length)).toEqual([0, 0, 1, 1]);
  const inPalette = commandsNow().find(({ command }) => command.key === "shortcut.close");
  inPalette?.act();
  expect(close).toHaveBeenCalledOnce();
  switchLetters(true);
  press("e");
  expect(close).toHaveBeenCalledTimes(2);
});

test("a # is one wherever the keyboard has it: with Option on a British Mac, with AltGr elsewhere; other keys held so are the browser's", () => {
  const [remove, close] = [vi.fn(), vi.fn()];
  renderHook(() => useShortcuts({ "#": remove, e: close }));
  press("#", { altKey: true });
  press("#", { altKey: true, ctrlKey: true });
  for (const held of [{ metaKey: true }, { ctrlKey: true }, { metaKey: true, altKey: true }]) press("#", held);
  for (const held of [{ altKey: true }, { ctrlKey: true }, { metaKey: true }]) press("e", held);
  expect([remove.mock.calls.length, close.mock.calls.length]).toEqual([2, 0]);
});
