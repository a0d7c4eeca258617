/** A console without a screen, for the simulator: the shipped connection and reducer, everything else given. */
import type { AgentEv } from "@zuruf/protocol/frames";
import { memoryStore, Outbox } from "@zuruf/protocol/outbox";
import { Connection, type Parts } from "@zuruf/protocol/socket";
import { NOTHING, type World } from "./state/model";
import { type Frame, reduce } from "./state/reduce";

type Given = Pick<Parts<AgentEv>, "hello" | "open" | "clock" | "random" | "uuid">;

export * as rules from "./state/rules";
export { sees } from "./state/sight";
/** What outlives a page; the reducer itself, for replaying frame by frame; the rules of screens, to be compared with the server's. */
export { memoryStore, NOTHING as START, reduce };

export function page(given: Given, store: ReturnType<typeof memoryStore>, applied: (frame: Frame) => void) {
  let world = NOTHING;
  const connection = new Connection<AgentEv>({
    ...given,
    outbox: new Outbox(store),
    status: () => undefined,
    apply(frames) {
      for (const frame of frames) {
        world = reduce(world, frame, given.clock.now());
        applied(frame);
      }
    },
  });
  return {
    connection,
    shown: () => shown(world),
    /** The same frame once more changes nothing (V8). */
    isIdempotent: (frame: Frame) => same(world, reduce(world, frame, given.clock.now())),
    forget() {
      world = NOTHING;
    },
  };
}

/** What these frames alone would show. */
export function from(frames: readonly Frame[]) {
  return shown(frames.reduce((world, frame) => reduce(world, frame, 0), NOTHING));
}

function same(one: World, other: World): boolean {
  const { settings: _1, typing: _2, activeAt: _5, ...before } = one;
  const { settings: _3, typing: _4, activeAt: _6, ...after } = other;
  return JSON.stringify(before) === JSON.stringify(after);
}

function shown(world: World) {
  const { workspace, agents, groups, websites, conversations, reads, seenByVisitor, alerts, threads } = world;
  return { workspace, agents, groups, websites, conversations, reads, seenByVisitor, alerts, threads };
}
