// What is half filled in: there again after a reload, and when its form has left and returns.
import { useState } from "preact/hooks";
import { ofTab } from "./storage";

/** `initial` where nothing is kept; `forget` once it has been given away, for then the outbox has it. */
export function useKept<T>(name: string, initial: T) {
  const place = `zuruf:${name}`;
  const [value, setValue] = useState<T>(() => JSON.parse(ofTab.get(place) || "null") ?? initial);
  const become = (next: T) => {
    ofTab.put(place, JSON.stringify(next));
    setValue(next);
  };
  return { value, become, forget: () => ofTab.put(place, "") };
}
