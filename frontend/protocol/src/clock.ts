// Time as an argument: the browser's in the browser, a virtual one in tests and in the simulator.

export interface Clock {
  /** Milliseconds UTC. */
  now(): number;
  /** Calls `act` once after `ms` milliseconds, unless what it returns was called before. */
  after(ms: number, act: () => void): () => void;
}

export const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};
