// A socket that comes back by itself: back-off, silence, what the browser says of network and tab, and the codes that mean "stay away".
import { delayBefore, delaySoon } from "./backoff";
import type { Clock } from "./clock";
import { CLOSE } from "./frames";

/** A socket as the browser's, reduced to what is needed; the handlers are set before it can speak. */
export interface TransportSocket {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((text: string) => void) | null;
  onclose: ((code: number) => void) | null;
}

/** `waiting`: not connected, the next attempt comes by itself. `superseded` and `signed-out` end only by `connect()`. */
export type Status = "idle" | "connecting" | "live" | "waiting" | "superseded" | "signed-out";

export interface LinkParts {
  open: () => TransportSocket;
  clock: Clock;
  random: () => number;
  opened: () => void;
  received: (text: string) => void;
  status: (status: Status) => void;
}

/** Heartbeats come every 15 s: two missing mean that nobody is there. */
const SILENCE_MS = 35_000;
const ANSWER_TO_PING_MS = 5_000;
/** Live this long, the next failure counts as the first. */
const STABLE_MS = 10_000;
/** Told to stay away for a reason that may pass (origins, limits): back at the slowest pace. */
const TURNED_AWAY_FAILURES = 8;

export class Link {
  readonly #parts: LinkParts;
  #socket: TransportSocket | undefined;
  #status: Status = "idle";
  #failures = 0;
  #isHidden = false;
  #heardAt = 0;
  #cancelRetry = nothing;
  #cancelSilence = nothing;
  #cancelStable = nothing;

  constructor(parts: LinkParts) {
    this.#parts = parts;
  }

  get status(): Status {
    return this.#status;
  }

  /** Connects at once unless connected. */
  connect(): void {
    if (this.#socket) return;
    this.#cancelRetry();
    this.#become("connecting");
    const socket = this.#parts.open();
    this.#socket = socket;
    socket.onopen = () => {
      if (this.#socket === socket) this.#parts.opened();
    };
    socket.onmessage = (text) => {
      if (this.#socket !== socket) return;
      this.#heardAt = this.#parts.clock.now();
      this.#parts.received(text);
    };
    socket.onclose = (code) => {
      if (this.#socket === socket) this.closed(code);
    };
    this.#heardAt = this.#parts.clock.now();
    this.#watch(SILENCE_MS);
  }

  /** Closes and stays away until `connect()`. */
  disconnect(): void {
    this.#leave();
    this.#become("idle");
  }

  /** The greeting is over, both sides agree. */
  live(): void {
    this.#become("live");
    this.#cancelStable();
    this.#cancelStable = this.#parts.clock.after(STABLE_MS, () => {
      this.#failures = 0;
    });
  }

  send(text: string): void {
    this.#socket?.send(text);
  }

  /** Something is wrong with this socket: closes it and comes back. */
  fail(): void {
    this.closed(CLOSE.resync);
  }

  /** The socket closed, or its end was announced together with when to come back. */
  closed(code: number, retryIn?: number): void {
    this.#leave();
    if (code === CLOSE.superseded || code === CLOSE.auth) {
      this.#become(code === CLOSE.auth ? "signed-out" : "superseded");
      return;
    }
    const isTurnedAway = code === CLOSE.forbidden || code === CLOSE.limits;
    if (isTurnedAway) this.#failures = Math.max(this.#failures, TURNED_AWAY_FAILURES);
    const delay = retryIn ?? delayBefore(this.#failures, this.#parts.random(), this.#isHidden);
    this.#failures += 1;
    this.#retryAfter(delay);
  }

  /** The tab went to the back or came to the front. */
  visible(isVisible: boolean): void {
    this.#isHidden = !isVisible;
    if (isVisible) this.online();
  }

  /** The browser says that the network is back, or gone: tries soon, or makes sure that the socket still lives. */
  online(): void {
    if (this.#status === "waiting") this.#retryAfter(delaySoon(this.#parts.random()));
    if (this.#status !== "live") return;
    this.send(JSON.stringify({ f: "ping" }));
    this.#heardAt = Math.min(this.#heardAt, this.#parts.clock.now() - SILENCE_MS + ANSWER_TO_PING_MS);
    this.#watch(ANSWER_TO_PING_MS);
  }

  #retryAfter(delay: number): void {
    this.#cancelRetry();
    this.#cancelRetry = this.#parts.clock.after(delay, () => this.connect());
    this.#become("waiting");
  }

  #watch(ms: number): void {
    this.#cancelSilence();
    this.#cancelSilence = this.#parts.clock.after(ms, () => {
      const left = this.#heardAt + SILENCE_MS - this.#parts.clock.now();
      if (left > 0) this.#watch(left);
      else this.fail();
    });
  }

  #leave(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    this.#cancelRetry();
    this.#cancelSilence();
    this.#cancelStable();
    socket?.close();
  }

  #become(status: Status): void {
    if (this.#status === status) return;
    this.#status = status;
    this.#parts.status(status);
  }
}

function nothing(): void {}
