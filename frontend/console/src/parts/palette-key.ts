/** The key of the palette (⌘K), and what is typed before its machinery has come. */
import { useEffect, useRef } from "react";

const LONGEST_MS = 5_000;

let ahead = "";
let stop = () => {};

/** Ctrl+K, or ⌘K on a Mac, from wherever the focus is: it is no single character and types nothing. */
export function usePaletteKey(open: () => void): void {
  const latest = useRef(open);
  useEffect(() => {
    latest.current = open;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k")
        return;
      event.preventDefault();
      keep();
      latest.current();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}

/** What has been typed since the key; from here on the field itself is typed into. */
export function takeTypedAhead(): string {
  stop();
  return ahead;
}

/** Letters meant for the palette are no shortcuts of the page under it, and no part of what is being written there. */
function keep(): void {
  stop();
  ahead = "";
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") return stop();
    if (event.ctrlKey || event.metaKey || event.altKey || (event.key.length > 1 && event.key !== "Enter")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (event.key.length === 1) ahead += event.key;
  };
  addEventListener("keydown", onKeyDown, true);
  const timer = setTimeout(() => stop(), LONGEST_MS);
  stop = () => {
    clearTimeout(timer);
    removeEventListener("keydown", onKeyDown, true);
  };
}
