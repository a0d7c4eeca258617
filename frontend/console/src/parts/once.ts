/** One key for one form: who presses again because no answer came asks for the same thing, and it is done once. */
import { uuid } from "@zuruf/protocol/browser";
import { useRef } from "react";

export interface Once {
  /** The same for the same content; the server refuses a key that comes back with another. */
  keyFor: (content: unknown) => string;
  /** It is done: the same content once more is another one. */
  done: () => void;
}

export function useOnce(): Once {
  const kept = useRef({ content: "", key: "" });
  const keyFor = (content: unknown) => {
    const now = JSON.stringify(content);
    if (kept.current.content !== now) kept.current = { content: now, key: uuid() };
    return kept.current.key;
  };
  const done = () => {
    kept.current = { content: "", key: "" };
  };
  return { keyFor, done };
}
