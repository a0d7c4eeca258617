// The protocol's client: resumes where it was, notices every hole, and brings out what is in the outbox. No browser in here.
import type { ServerFrame } from "./applied";
import type { Clock } from "./clock";
import { Delivery } from "./delivery";
import {
  type Adv,
  type Ev,
  type Hello,
  type Incoming,
  type OpBody,
  parsed,
  type SayBody,
  type Snap,
  VERSION,
  type Welcome,
} from "./frames";
import { Link, type Status, type TransportSocket } from "./link";
import type { Entry, Outbox } from "./outbox";
import { Progress } from "./progress";

export type { Dropped, Queued, ServerFrame } from "./applied";
export type { Status, TransportSocket } from "./link";

export type HelloFields = Omit<Hello, "f" | "v" | "epoch" | "cursor" | "attempt">;

export interface Parts<E extends Ev = Ev> {
  hello: () => HelloFields;
  open: () => TransportSocket;
  clock: Clock;
  random: () => number;
  uuid: () => string;
  outbox: Outbox;
  apply: (frames: ServerFrame<E>[]) => void;
  status: (status: Status) => void;
}

/** Resuming failed so often in a row that only a snapshot helps. */
const HOLES = 3;

export class Connection<E extends Ev = Ev> {
  readonly #parts: Parts<E>;
  readonly #link: Link;
  readonly #delivery: Delivery;
  readonly #progress: Progress;
  // The position belongs to the state that `apply` has built and is forgotten with it: it is never stored.
  #epoch = "";
  #cursor = "";
  #me = "";
  #nextEpoch = "";
  #snaps: Snap[] | undefined;
  #holes = 0;
  #offset = 0;
  #attempt = 0;

  constructor(parts: Parts<E>) {
    this.#parts = parts;
    const { clock, random, outbox, open } = parts;
    this.#delivery = new Delivery({ clock, random, outbox, send: ({ cid, op }) => this.#send({ f: "op", cid, op }) });
    this.#progress = new Progress(clock, () => this.#send({ f: "got", cursor: this.#cursor }));
    this.#link = new Link({
      clock,
      random,
      open,
      opened: () => this.#hello(),
      received: (text) => this.#receive(text),
      status: (status) => this.#became(status),
    });
    void outbox.load().then((entries) => this.#restored(entries));
    outbox.onGone = (cid) => this.drop(cid);
    outbox.onKept = () => this.#delivery.flush();
  }

  get status(): Status {
    return this.#link.status;
  }

  /** The server's clock, as far as we know it. */
  now(): number {
    return this.#parts.clock.now() + this.#offset;
  }

  /** Connects at once; also what the person does after `superseded` or `signed-out`. */
  connect(): void {
    this.#link.connect();
  }

  /** Closes and stays away until `connect()`. */
  disconnect(): void {
    this.#link.disconnect();
  }

  /** The tab came to the front or went to the back. */
  visible(isVisible: boolean): void {
    this.#link.visible(isVisible);
  }

  /** The browser says that the network is back, or gone. */
  online(): void {
    this.#link.online();
  }

  /** Will be done once, however often the connection breaks, unless the server refuses. `draft` is the key of the draft it was. Answers its cid. */
  submit(op: OpBody, draft?: string): string {
    const cid = this.#parts.uuid();
    if (op.type === "conversation.read") this.#forgetEarlierReads(op.conversation);
    const entry = this.#parts.outbox.add(cid, op, this.now(), draft);
    this.#apply([{ f: "queued", entry }]);
    this.#delivery.flush();
    return cid;
  }

  /** Tries a refused op once more, under a new cid: the old one is answered for good. */
  retry(cid: string): string {
    const entry = this.#parts.outbox.get(cid);
    if (!entry?.refusal) return "";
    this.drop(cid);
    return this.submit(entry.op);
  }

  /** Takes back an op that has not been done. */
  drop(cid: string): void {
    // Gone before it is told: whoever then says the same anew must not find it and take it back once more, without end.
    this.#delivery.done(cid);
    this.#apply([{ f: "dropped", cid }]);
  }

  /** A signal: said now or never. */
  say(say: SayBody): void {
    if (this.status === "live") this.#send({ f: "say", say });
  }

  #hello(): void {
    // Grows over reloads too, which keep the instance: a hello that comes late must not close its successor.
    this.#attempt = Math.max(this.#attempt + 1, Math.floor(this.#parts.clock.now()));
    const position = { epoch: this.#epoch, cursor: this.#cursor, attempt: this.#attempt };
    this.#send({ f: "hello", v: VERSION, ...position, ...this.#parts.hello() });
  }

  #receive(text: string): void {
    const frame = parsed(text);
    switch (frame?.f) {
      case "welcome":
        this.#welcome(frame);
        break;
      case "snap":
        this.#snap(frame);
        break;
      case "ev":
      case "adv":
        this.#chain([frame]);
        break;
      case "batch":
        this.#chain(frame.frames);
        break;
      case "ack":
        this.#apply([frame]);
        this.#delivery.done(frame.cid);
        break;
      case "nack":
        if (this.#delivery.nacked(frame)) this.#apply([frame]);
        break;
      case "eph":
        this.#apply([frame]);
        break;
      case "hb":
        this.#heartbeat(frame.cur, frame.now);
        break;
      case "bye":
        this.#link.closed(frame.code, frame.retry_in);
        break;
      case undefined:
        this.#hole();
    }
  }

  #welcome(frame: Welcome): void {
    this.#offset = frame.now - this.#parts.clock.now();
    const isSnapshot = frame.mode === "snapshot";
    if (!isSnapshot && (frame.epoch !== this.#epoch || frame.me !== this.#me)) {
      this.#startOver();
      return;
    }
    this.#me = frame.me;
    this.#apply([frame]);
    if (isSnapshot) {
      this.#nextEpoch = frame.epoch;
      this.#snaps = [];
    } else this.#live();
  }

  #snap(frame: Snap): void {
    if (!this.#snaps || frame.part !== this.#snaps.length) {
      this.#startOver();
      return;
    }
    this.#snaps.push(frame);
    if (!frame.last) return;
    const snaps = this.#snaps;
    this.#snaps = undefined;
    this.#epoch = this.#nextEpoch;
    this.#cursor = frame.cursor;
    this.#holes = 0;
    this.#apply(snaps);
    this.#live();
  }

  /** Applies events only in an unbroken chain, up to the first hole; state and cursor change together. */
  #chain(frames: readonly (Ev | Adv)[]): void {
    const events: E[] = [];
    let cursor = this.#cursor;
    let isBroken = this.status !== "live" || this.#snaps !== undefined;
    for (const frame of frames) {
      isBroken ||= frame.prev !== cursor;
      if (isBroken) break;
      cursor = frame.cur;
      // Which kind of event comes follows from who connects; this class treats both alike.
      if (frame.f === "ev") events.push(frame as E);
    }
    this.#cursor = cursor;
    if (events.length > 0) this.#apply(events);
    for (const { cid } of events) if (cid) this.#delivery.done(cid);
    if (isBroken) {
      this.#hole();
      return;
    }
    this.#holes = 0;
    this.#progress.advanced(frames.length);
  }

  #heartbeat(cursor: string, now: number): void {
    this.#offset = now - this.#parts.clock.now();
    if (this.status !== "live" || this.#snaps) return;
    if (cursor !== this.#cursor) this.#hole();
    // A server closes a silent socket: it cannot tell it from a dead one, nor its agent from one who left (P1).
    else this.#send({ f: "got", cursor });
    void this.#parts.outbox.adopt().then((entries) => {
      this.#restored(entries);
      this.#delivery.flush();
    });
  }

  #live(): void {
    this.#link.live();
    // What an earlier page left behind goes first.
    void this.#parts.outbox.load().then(() => this.status === "live" && this.#delivery.start());
  }

  #restored(entries: readonly Entry[]): void {
    if (entries.length > 0) this.#apply(entries.map((entry) => ({ f: "queued", entry })));
  }

  #became(status: Status): void {
    if (status !== "live") {
      this.#delivery.stop();
      this.#progress.stop();
      this.#snaps = undefined;
    }
    if (status === "signed-out") this.#forget();
    this.#parts.status(status);
  }

  #hole(): void {
    this.#holes += 1;
    if (this.#holes >= HOLES) this.#forget();
    this.#link.fail();
  }

  #startOver(): void {
    this.#forget();
    this.#link.fail();
  }

  #forget(): void {
    this.#epoch = "";
    this.#cursor = "";
    this.#holes = 0;
  }

  #apply(frames: ServerFrame<E>[]): void {
    try {
      this.#parts.apply(frames);
    } catch (problem) {
      // A state that failed half way is no state for a cursor to stand at.
      this.#startOver();
      throw problem;
    }
  }

  #forgetEarlierReads(conversation: string | undefined): void {
    for (const { cid, op } of this.#parts.outbox.entries()) {
      if (op.type === "conversation.read" && op.conversation === conversation) this.drop(cid);
    }
  }

  #send(frame: Incoming): void {
    this.#link.send(JSON.stringify(frame));
  }
}
