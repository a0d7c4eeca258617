// What a reducer is given: the server's frames in order, and what happens to the ops of this page.
import type { Acked, Eph, Ev, Nacked, Snap, Welcome } from "./frames";
import type { Entry } from "./outbox";

/** An op was put into the outbox here, or found in it after a reload. */
export interface Queued {
  f: "queued";
  entry: Entry;
}

/** An op that was refused or not yet sent was taken back by the person. */
export interface Dropped {
  f: "dropped";
  cid: string;
}

/** What a reducer is given. All parts of a snapshot come in one call; part 0 replaces the state. */
export type ServerFrame<E extends Ev = Ev> = Welcome | Snap | E | Acked | Nacked | Eph | Queued | Dropped;
