// Whether there is a connection, as a visitor would put it: not the attempts, but that it has been gone for longer than a moment.
import { browserClock } from "@zuruf/protocol/clock";
import type { Status } from "./wire";

/** A reconnect this short is nobody's business. */
const MOMENT_MS = 2_000;
/** The first connection takes as long as the network of a train. */
const FIRST_MS = 6_000;

/** Answers what is to be told of every status; an attempt that hangs is no connection either. */
export function patience(become: (isOffline: boolean) => void): (status: Status) => void {
  let patient = FIRST_MS;
  let cancel: (() => void) | undefined;
  return (status) => {
    if (status === "live" || status === "superseded") {
      cancel?.();
      cancel = undefined;
      patient = MOMENT_MS;
      become(false);
    } else cancel ??= browserClock.after(patient, () => become(true));
  };
}
