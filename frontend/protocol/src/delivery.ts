// Brings what is in the outbox to the server: in order, one at a time in each lane, again until it is acknowledged or refused for good.
import { delayBefore } from "./backoff";
import type { Clock } from "./clock";
import type { Nacked, OpBody } from "./frames";
import type { Entry, Outbox } from "./outbox";

/** An answer should come within a second; what is said twice is done once. */
const ANSWER_MS = 20_000;

export interface DeliveryParts {
  clock: Clock;
  random: () => number;
  outbox: Outbox;
  send: (entry: Entry) => void;
}

interface Lane {
  cid: string;
  /** Ends the wait for an answer, or for the next attempt. */
  cancel: () => void;
}

export class Delivery {
  readonly #parts: DeliveryParts;
  readonly #lanes = new Map<string, Lane>();
  readonly #attempts = new Map<string, number>();
  #isLive = false;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#isLive = true;
    this.flush();
  }

  stop(): void {
    this.#isLive = false;
    for (const lane of this.#lanes.values()) lane.cancel();
    this.#lanes.clear();
  }

  /** Sends the first entry of every lane that has nothing under way. */
  flush(): void {
    if (!this.#isLive) return;
    const busy = new Set(this.#lanes.keys());
    for (const entry of this.#parts.outbox.entries()) {
      const lane = laneOf(entry.op);
      if (entry.refusal || busy.has(lane)) continue;
      busy.add(lane);
      if (!this.#parts.outbox.isBeingKept(entry.cid)) this.#send(lane, entry);
    }
  }

  /** True when the refusal is final. */
  nacked(frame: Nacked): boolean {
    if (frame.retry) {
      this.#tryAgain(frame);
      return false;
    }
    const { code, sentence, field, detail } = frame;
    this.#parts.outbox.refuse(frame.cid, { code, sentence, field, detail });
    this.#free(frame.cid);
    return true;
  }

  /** The server has it, or the person took it back. */
  done(cid: string): void {
    this.#parts.outbox.delete(cid);
    this.#free(cid);
  }

  #send(lane: string, entry: Entry): void {
    const cancel = this.#parts.clock.after(ANSWER_MS, () => this.#again(lane, entry.cid));
    this.#lanes.set(lane, { cid: entry.cid, cancel });
    this.#parts.send(entry);
  }

  #tryAgain(frame: Nacked): void {
    const entry = this.#parts.outbox.get(frame.cid);
    if (!entry) return;
    const lane = laneOf(entry.op);
    if (this.#lanes.get(lane)?.cid !== frame.cid) return;
    this.#lanes.get(lane)?.cancel();
    const attempts = this.#attempts.get(frame.cid) ?? 0;
    this.#attempts.set(frame.cid, attempts + 1);
    const delay = frame.after + delayBefore(attempts, this.#parts.random(), false);
    const cancel = this.#parts.clock.after(delay, () => this.#again(lane, frame.cid));
    this.#lanes.set(lane, { cid: frame.cid, cancel });
  }

  #again(lane: string, cid: string): void {
    if (this.#lanes.get(lane)?.cid !== cid) return;
    this.#lanes.delete(lane);
    this.flush();
  }

  #free(cid: string): void {
    this.#attempts.delete(cid);
    for (const [name, lane] of this.#lanes) {
      if (lane.cid !== cid) continue;
      lane.cancel();
      this.#lanes.delete(name);
    }
    this.flush();
  }
}

/** What must stay in order: all that is said in one conversation, and all that is said in none (a visitor's everything). */
function laneOf(op: OpBody): string {
  const conversation = "conversation" in op ? (op.conversation ?? "") : "";
  return op.type === "conversation.read" ? `read ${conversation}` : conversation;
}
