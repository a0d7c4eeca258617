// How long to wait before trying again: full jitter, so that ten thousand clients do not come back in the same second.

const STEP = 500;
const CAP = 30_000;
const HIDDEN_CAP = 120_000;
const SOON = 3_000;

/** Milliseconds before attempt number `failures` (from 0); a hidden tab may wait longer. */
export function delayBefore(failures: number, random: number, isHidden: boolean): number {
  const cap = isHidden ? HIDDEN_CAP : CAP;
  return random * Math.min(cap, STEP * 2 ** Math.min(failures, 16));
}

/** Milliseconds before the attempt that follows coming back online or to the front. */
export function delaySoon(random: number): number {
  return random * SOON;
}
