/** What can be done on the present screen: one list for the keys, for the sheet that shows them, and for the palette. */
import { useEffect, useRef } from "react";
import type { Key } from "../i18n/words";

export interface Command {
  /** Its name in the catalogue. */
  key: Key;
  /** None where only the palette has it. */
  keys: string[];
  /** Of no use in the palette, where the focus would be elsewhere. */
  isKeyOnly?: boolean;
}

/** Every command there is, in the order of the sheet and the palette. */
export const SHORTCUTS: Command[] = [
  { keys: ["Ctrl", "K"], key: "shortcut.palette", isKeyOnly: true },
  { keys: ["j", "k"], key: "shortcut.move", isKeyOnly: true },
  { keys: ["Enter"], key: "shortcut.open", isKeyOnly: true },
  { keys: ["x"], key: "shortcut.select" },
  { keys: ["Shift", "↑↓"], key: "shortcut.select_range", isKeyOnly: true },
  { keys: ["*"], key: "shortcut.select_all" },
  { keys: [], key: "bulk.close" },
  { keys: [], key: "bulk.reopen" },
  { keys: [], key: "bulk.group" },
  { keys: [], key: "bulk.agent" },
  { keys: [], key: "bulk.tag" },
  { keys: [], key: "bulk.snooze" },
  { keys: [], key: "bulk.delete" },
  { keys: [], key: "bulk.clear" },
  { keys: ["Esc"], key: "shortcut.back" },
  { keys: ["r"], key: "shortcut.reply" },
  { keys: ["c"], key: "shortcut.comment" },
  { keys: ["q"], key: "shortcut.quote" },
  { keys: ["g"], key: "shortcut.group" },
  { keys: ["a"], key: "shortcut.agent" },
  { keys: ["t"], key: "shortcut.tags" },
  { keys: ["e"], key: "shortcut.close" },
  { keys: ["z"], key: "shortcut.undo" },
  { keys: ["b"], key: "shortcut.block" },
  { keys: [], key: "block.undo" },
  { keys: ["#"], key: "shortcut.delete" },
  { keys: ["l"], key: "shortcut.snooze" },
  { keys: [], key: "snooze.wake" },
  { keys: ["s"], key: "shortcut.search" },
  { keys: [], key: "conversation.reopen" },
  { keys: [], key: "conversation.join" },
  { keys: [], key: "conversation.leave" },
  { keys: [], key: "ask.title" },
  { keys: [], key: "help.ask" },
  { keys: [], key: "why.in_mine" },
  { keys: [], key: "why.in_unassigned" },
  { keys: [], key: "transcript.send" },
  { keys: [], key: "details.toggle" },
  { keys: ["F6"], key: "shortcut.toasts", isKeyOnly: true },
  { keys: ["?"], key: "shortcut.sheet" },
];

/** What acts by its key, or by its name where it has none. What cannot be done now is undefined. */
export type Shortcuts = Partial<Record<string, (() => unknown) | undefined>>;

interface Offered {
  current: Shortcuts;
  isFirst: boolean;
}

const screens = new Set<Offered>();
let hasLetters = true;

/** WCAG 2.1.4: whoever dictates or slips switches single characters off; Enter, Escape and the palette stay. */
export function switchLetters(isOn: boolean): void {
  hasLetters = isOn;
  document.documentElement.dataset.letters = isOn ? "on" : "off";
}

/** `isFirst`: its keys act before those of the rest of the screen; the palette knows it by its names alone. */
export function useShortcuts(shortcuts: Shortcuts, { isFirst = false } = {}): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isForOthers(event)) return;
      if (!hasLetters && event.key.length === 1) return;
      if (isTyping(event.target) || document.querySelector("[role=dialog],[role=menu],[role=alertdialog]")) return;
      if (event.key === "Enter" && isControl(event.target)) return;
      const act = latest.current[event.shiftKey && event.key.length > 1 ? `Shift+${event.key}` : event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    const offered = {
      get current() {
        return latest.current;
      },
      isFirst,
    };
    screens.add(offered);
    addEventListener("keydown", onKeyDown, isFirst);
    return () => {
      screens.delete(offered);
      removeEventListener("keydown", onKeyDown, isFirst);
    };
  }, [isFirst]);
}

/** What applies at this moment, with how to do it. */
export function commandsNow(): { command: Command; act: () => unknown }[] {
  const offered = [...screens].flatMap(({ current, isFirst }) =>
    Object.entries(current).filter(([key]) => !isFirst || key.includes(".")),
  );
  return SHORTCUTS.flatMap((command) => {
    if (command.isKeyOnly) return [];
    const name = command.keys[0] === "Esc" ? "Escape" : (command.keys[0] ?? command.key);
    const act = offered.find(([key, found]) => key === name && found)?.[1];
    return act ? [{ command, act }] : [];
  });
}

/** Held with Ctrl, ⌘ or Alt a key is the browser's, except the # of keyboards that print it with Alt, such as the British one of a Mac. */
function isForOthers({ key, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return metaKey || (altKey ? key !== "#" : ctrlKey);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && !!target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")
  );
}

/** Enter on a control is the control's. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && !!target.closest("a, button, [role=option], [role=switch], summary");
}
