/** The browser's Back closes what is open above the page, the topmost first, and leaves the page only then. */
import { type RouterHistory, useRouter } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

const layers: (() => void)[] = [];

/** Without an entry before this one there is nothing to go back to, and the browser leaves the console as it would have anyway. */
export function useBack(isOpen: boolean, close: () => void): void {
  const history = (useRouter({ warn: false }) as { history: RouterHistory } | null)?.history;
  const latest = useRef(close);
  useEffect(() => {
    latest.current = close;
  }, [close]);
  useEffect(() => {
    if (!isOpen || !history) return undefined;
    const layer = () => latest.current();
    layers.push(layer);
    const release = history.block({
      blockerFn: ({ action }) => action === "BACK" && closeTop(),
      enableBeforeUnload: false,
    });
    return () => {
      layers.splice(layers.indexOf(layer), 1);
      release();
    };
  }, [isOpen, history]);
}

/** Whichever layer is asked first: the topmost goes. */
function closeTop(): boolean {
  layers.at(-1)?.();
  return true;
}
