/** Keys that act wherever the focus is, unless somebody types or a sheet is open. */
import { useEffect, useRef } from "react";
import type { Key } from "../i18n/words";

/** Every key there is, in the order of the sheet that lists them. */
export const SHORTCUTS: { keys: string[]; key: Key }[] = [
  { keys: ["j", "k"], key: "shortcut.move" },
  { keys: ["Enter"], key: "shortcut.open" },
  { keys: ["Esc"], key: "shortcut.back" },
  { keys: ["r"], key: "shortcut.reply" },
  { keys: ["c"], key: "shortcut.comment" },
  { keys: ["g"], key: "shortcut.group" },
  { keys: ["a"], key: "shortcut.agent" },
  { keys: ["e"], key: "shortcut.close" },
  { keys: ["?"], key: "shortcut.sheet" },
];

export type Shortcuts = Partial<Record<string, () => void>>;

export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (isTyping(event.target) || document.querySelector("[role=dialog],[role=menu],[role=alertdialog]")) return;
      if (event.key === "Enter" && isControl(event.target)) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && !!target.closest("input, textarea, select, [contenteditable]");
}

/** Enter on a control is the control's. */
function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && !!target.closest("a, button, [role=option], [role=switch], summary");
}
