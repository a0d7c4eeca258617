/** What was done with several, taken back in one go: what others have changed since is left as it is (I6). */
import type { Id } from "@zuruf/protocol/types";
import { type Stage, watch } from "../../../parts/undoing";
import { inLanes, LANES } from "./lanes";
import type { Undo } from "./ops";

export interface TakenBack {
  /** How many were. */
  n: number;
  /** The first refusal; undefined without one. */
  problem: unknown;
}

export interface TakingBack {
  /** What was done with one at event `seq`; undefined where nothing brings back what was. */
  add: (conversation: Id, undo: Undo | undefined, seq: number) => void;
  /** Whether anything can be taken back still. */
  isAny: () => boolean;
  run: () => Promise<TakenBack>;
  /** Nobody asks any more. */
  end: () => void;
}

/** `onNone` is called when the last one stands no more. */
export function takingBack(store: Pick<Stage, "subscribe" | "shown">, onNone: () => void): TakingBack {
  const left = new Map<Id, Undo & { seq: number; stop: () => void }>();
  const drop = (id: Id) => {
    const one = left.get(id);
    if (!one) return;
    left.delete(id);
    one.stop();
    if (left.size === 0) onNone();
  };
  const end = () => {
    for (const { stop } of left.values()) stop();
  };
  return {
    add: (id, undo, seq) => {
      if (!undo) return;
      const one = { ...undo, seq, stop: () => {} };
      left.set(id, one);
      one.stop = watch({ conversation: id, stands: undo.stands }, seq, store, () => drop(id));
      if (!left.has(id)) one.stop();
    },
    isAny: () => left.size > 0,
    run: async () => {
      let n = 0;
      let problem: unknown;
      await inLanes([...left], LANES, async ([id, { run, stands, seq }]) => {
        const now = store.shown.world.conversations[id];
        // Those before it in the queue took their time.
        if (now && now.seq > seq && !stands(now)) return;
        await run();
        n += 1;
      }).catch((first: unknown) => {
        problem = first;
      });
      return { n, problem };
    },
    end,
  };
}
