/** Idle time (P4): when to say that somebody is here, and when to warn. The server decides; what it says to all consoles is `activeAt`. */
import type { Ms } from "@zuruf/protocol/types";

export const WARNS_FOR: Ms = 60_000;
const SAYS_EVERY: Ms = 20_000;

/** Whether what was just done is to be told: seldom, and at once while they are warned. */
export function isToldNow(now: Ms, toldAt: Ms, isWarned: boolean): boolean {
  return isWarned || now - toldAt >= SAYS_EVERY;
}

/** Whether less than a minute is left; `idleAfter` 0 is never. */
export function isWarnedAt(now: Ms, activeAt: Ms, idleAfter: Ms): boolean {
  return idleAfter > 0 && now - activeAt >= idleAfter - WARNS_FOR;
}

/** Whether somebody was here a moment ago and the server has not confirmed it; what is longer past is no sign of being here. */
export function isUnheard(now: Ms, toldAt: Ms, activeAt: Ms): boolean {
  return toldAt > activeAt && now - toldAt < WARNS_FOR;
}
