// Who is typing: whoever says nothing more has stopped.
import { browserClock } from "@zuruf/protocol/clock";
import type { Id } from "./wire";

const ENDS_MS = 6_000;
/** Characters of what a visitor types that agents are shown: the end of it. */
export const TYPED = 1_000;

export interface Typing {
  who: Id;
  name: string;
  on: boolean;
}

/** Answers what is to be told of every signal; `stop` is called with those nothing more came of. */
export function typingWatch(stop: (signal: Typing) => void): (signal: Typing) => void {
  const running = new Map<Id, () => void>();
  return (signal) => {
    running.get(signal.who)?.();
    if (signal.on)
      running.set(
        signal.who,
        browserClock.after(ENDS_MS, () => stop({ ...signal, on: false })),
      );
  };
}
