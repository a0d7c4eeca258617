// Tells the server now and then how far this client has applied (advisory: "delivered" on the other side).
import type { Clock } from "./clock";

const AFTER_MS = 5_000;
const AFTER_EVENTS = 100;

export class Progress {
  readonly #clock: Clock;
  readonly #tell: () => void;
  #untold = 0;
  #cancel = () => {};

  constructor(clock: Clock, tell: () => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  advanced(events: number): void {
    if (this.#untold === 0) this.#cancel = this.#clock.after(AFTER_MS, () => this.#now());
    this.#untold += events;
    if (this.#untold >= AFTER_EVENTS) this.#now();
  }

  stop(): void {
    this.#cancel();
    this.#untold = 0;
  }

  #now(): void {
    this.stop();
    this.#tell();
  }
}
