// For tests: a clock that stands still until told, and a socket whose other end is the test.
import type { ServerFrame } from "./applied";
import type { Clock } from "./clock";
import type { Incoming, Outgoing, VisitorEv } from "./frames";
import type { TransportSocket } from "./link";
import { memoryStore, Outbox, type Store } from "./outbox";
import { Connection, type Status } from "./socket";

export class VirtualClock implements Clock {
  /** How far somebody has set the device's clock; timers go on as before. */
  skew = 0;
  #now = 1_000_000;
  #timers: { at: number; order: number; act: () => void }[] = [];
  #order = 0;

  now(): number {
    return this.#now + this.skew;
  }

  after(ms: number, act: () => void): () => void {
    this.#order += 1;
    const timer = { at: this.#now + ms, order: this.#order, act };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** Lets time pass, and promises settle in between. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    await settled();
    for (;;) {
      this.#timers.sort((a, b) => a.at - b.at || a.order - b.order);
      const next = this.#timers[0];
      if (!next || next.at > until) break;
      this.#timers.shift();
      this.#now = Math.max(this.#now, next.at);
      next.act();
      await settled();
    }
    this.#now = until;
  }

  get pending(): number {
    return this.#timers.length;
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

export class FakeSocket implements TransportSocket {
  onopen: (() => void) | null = null;
  onmessage: ((text: string) => void) | null = null;
  onclose: ((code: number) => void) | null = null;
  readonly sent: Incoming[] = [];
  isClosed = false;

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Incoming);
  }

  close(): void {
    this.isClosed = true;
  }

  says(...frames: Outgoing[]): void {
    for (const frame of frames) this.onmessage?.(JSON.stringify(frame));
  }

  of<F extends Incoming["f"]>(f: F): Extract<Incoming, { f: F }>[] {
    return this.sent.filter((frame): frame is Extract<Incoming, { f: F }> => frame.f === f);
  }
}

/** A page with one connection; `reload` makes another page over the same store. */
export class Page {
  readonly clock: VirtualClock;
  readonly store: Store;
  readonly outbox: Outbox;
  readonly sockets: FakeSocket[] = [];
  readonly applied: ServerFrame<VisitorEv>[] = [];
  readonly statuses: Status[] = [];
  readonly connection: Connection<VisitorEv>;
  random = 1;
  /** What a screen does about what is applied. */
  shows: (frames: readonly ServerFrame<VisitorEv>[]) => void = () => undefined;
  #cids = 0;

  constructor(clock = new VirtualClock(), store = memoryStore(), name = "a") {
    this.clock = clock;
    this.store = store;
    this.outbox = new Outbox(store);
    this.connection = new Connection<VisitorEv>({
      hello: () => ({ instance: name }),
      open: () => {
        const socket = new FakeSocket();
        this.sockets.push(socket);
        return socket;
      },
      clock,
      random: () => this.random,
      uuid: () => {
        this.#cids += 1;
        return `${name}${this.#cids}`;
      },
      outbox: this.outbox,
      apply: (frames) => {
        this.applied.push(...frames);
        this.shows(frames);
      },
      status: (status) => this.statuses.push(status),
    });
  }

  get socket(): FakeSocket {
    const socket = this.sockets.at(-1);
    if (!socket) throw new Error("Expected a socket, the page has not connected.");
    return socket;
  }

  /** Connected and greeted, standing at `cursor` with a snapshot. */
  async live(cursor = "c0", epoch = "e1"): Promise<this> {
    this.connection.connect();
    this.socket.onopen?.();
    this.socket.says(welcome("snapshot", epoch), snap(0, true, cursor));
    await this.clock.pass(0);
    return this;
  }

  /** The next attempt, greeted with "go on where you were". */
  async resumed(epoch = "e1"): Promise<void> {
    this.socket.onopen?.();
    this.socket.says(welcome("resume", epoch));
    await this.clock.pass(0);
  }
}

export function welcome(mode: "resume" | "snapshot", epoch = "e1", me = "vis_1"): Outgoing {
  return { f: "welcome", epoch, mode, me, now: 0, heartbeat: 15, max_text: 10_000 };
}

export function snap(part: number, last: boolean, cursor: string): Outgoing {
  const visitor = { conversation: null, messages: [], lines: [], read: 0, has_more: false, name: "", email: "" };
  return { f: "snap", part, last, cursor, agent: null, visitor };
}

export function ev(prev: string, cur: string, cid = ""): VisitorEv {
  const body = { message: null, agent: null, conversation: null, read: null, seen: null };
  return { f: "ev", prev, cur, seq: 1, type: "message.sent", at: 0, actor: "", body, cid };
}

export function ack(cid: string): Outgoing {
  return { f: "ack", cid, id: `msg_${cid}`, seq: 1, dup: false, note: "" };
}

export function nack(cid: string, retry: boolean, after = 0): Outgoing {
  return { f: "nack", cid, code: "too_long", sentence: "Too long.", retry, after, field: "text", detail: {} };
}
