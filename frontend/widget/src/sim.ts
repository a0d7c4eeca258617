// A visitor's frame without a screen, for the simulator: the shipped connection and reducer, everything else given.
import type { VisitorEv } from "@zuruf/protocol/frames";
import { memoryStore, Outbox } from "@zuruf/protocol/outbox";
import { Connection, type Parts, type ServerFrame } from "@zuruf/protocol/socket";
import { reduce, START, type State } from "./frame/state";

type Given = Pick<Parts<VisitorEv>, "hello" | "open" | "clock" | "random" | "uuid">;
type Frame = ServerFrame<VisitorEv>;

/** What outlives a page. */
/** The reducer itself, for replaying frame by frame. */
export { memoryStore, reduce, START };

export function page(given: Given, store: ReturnType<typeof memoryStore>, applied: (frame: Frame) => void) {
  let state = START;
  const connection = new Connection<VisitorEv>({
    ...given,
    outbox: new Outbox(store),
    status: () => undefined,
    apply(frames) {
      for (const frame of frames) {
        state = reduce(state, frame);
        applied(frame);
      }
    },
  });
  return {
    connection,
    shown: () => shown(state),
    /** The same frame once more changes nothing (V8). */
    isIdempotent: (frame: Frame) => JSON.stringify(shown(state)) === JSON.stringify(shown(reduce(state, frame))),
    forget() {
      state = START;
    },
  };
}

/** What these frames alone would show. */
export function from(frames: readonly Frame[]) {
  return shown(frames.reduce(reduce, START));
}

function shown({ conversation, messages, lines, pending, read, name, email }: State) {
  return { conversation, messages, lines, pending: pending.map(({ cid }) => cid), read, name, email };
}
