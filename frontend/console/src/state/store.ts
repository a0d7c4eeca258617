/** The one place live state is kept: frames move it on, pending acts are laid over it, screens are told. */
import { uuid } from "@zuruf/protocol/browser";
import type { Acked, Nacked, OpBody, SayBody } from "@zuruf/protocol/frames";
import type { Queued, Status } from "@zuruf/protocol/socket";
import type { ConversationView, Id } from "@zuruf/protocol/types";
import type { ConversationAnswer } from "../api/calls";
import type { Changed } from "../api/http";
import { mergeAround, mergeNewer, mergeOlder, mergeThread, putAll, type ThreadPart, without } from "./merge";
import { NOTHING, type World } from "./model";
import { type Intent, intentOf, overlay, type Pending, unsettled } from "./pending";
import { cutOff, type Frame, opening, read, reduce } from "./reduce";

/** What the store needs of a connection. */
export interface Line {
  submit(op: OpBody, draft?: string): string;
  say(signal: SayBody): void;
  retry(cid: string): string;
  drop(cid: string): void;
}

export interface Shown {
  world: World;
  pendings: readonly Pending[];
  status: Status;
}

export class Store {
  #base = NOTHING;
  #pendings: readonly Pending[] = [];
  #shown: Shown = { world: NOTHING, pendings: [], status: "idle" };
  readonly #listeners = new Set<() => void>();
  readonly #now: () => number;
  #line: Line | null = null;
  /** Told once of every act over the socket that was refused; messages say it at their own place. */
  onRefused: (code: string, intent: Intent) => void = () => undefined;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  get shown(): Shown {
    return this.#shown;
  }

  readonly current = (): Shown => this.#shown;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  linkedBy(line: Line): void {
    this.#line = line;
  }

  setStatus(status: Status): void {
    if (status !== "live" && this.#base.knowsPresence) this.#move(cutOff(this.#base));
    this.#show({ status });
  }

  receive(frames: readonly Frame[]): void {
    const now = this.#now();
    for (const frame of frames) {
      this.#base = reduce(this.#base, frame, now);
      this.#settle(frame);
    }
    this.#refresh();
  }

  say(signal: SayBody): void {
    this.#line?.say(signal);
  }

  /** Done once, however often the connection breaks; what it changes is shown at once. `draft` is the key of the draft it was. */
  submit(op: OpBody, draft?: string): void {
    this.#line?.submit(op, draft);
  }

  retry(cid: string): void {
    this.#line?.retry(cid);
  }

  discard(cid: string): void {
    this.#line?.drop(cid);
  }

  /** Shows `intent` at once, carries it out over HTTP and takes it back if refused. The refusal is thrown. */
  async act<C extends Changed>(intent: Intent, run: (cid: string) => Promise<C>): Promise<C> {
    const cid = uuid();
    const at = this.#now() + this.#base.ahead;
    this.#add({ cid, at, intent, status: "sending", seq: 0, code: "" });
    this.#refresh();
    try {
      const done = await run(cid);
      if (done.changed) this.#update(cid, { status: "sent", seq: done.seq });
      else this.#remove(cid);
      return done;
    } catch (problem) {
      this.#remove(cid);
      throw problem;
    } finally {
      this.#refresh();
    }
  }

  /** This conversation is on screen and being fetched. */
  open(id: Id): void {
    this.#move(opening(this.#base, id));
  }

  fetched(answer: ConversationAnswer): void {
    const merged = mergeThread(this.#base, answer.conversation, answer, answer.seen_by_visitor);
    this.#move(read(merged, answer.conversation.id, answer.read));
  }

  fetchedOlder(id: Id, before: number, part: ThreadPart): void {
    this.#move(mergeOlder(this.#base, id, before, part));
  }

  fetchedNewer(id: Id, after: number, part: ThreadPart): void {
    this.#move(mergeNewer(this.#base, id, after, part));
  }

  fetchedAround(id: Id, part: ThreadPart): void {
    this.#move(mergeAround(this.#base, id, part));
  }

  /** Back to the newest messages. */
  leaveApart(id: Id): void {
    this.#move({ ...this.#base, apart: without(this.#base.apart, id) });
  }

  /** Conversations of a list that lie outside the snapshot, such as closed ones. */
  found(conversations: readonly ConversationView[]): void {
    this.#move({ ...this.#base, conversations: putAll(this.#base.conversations, conversations) });
  }

  /** Everything up to `seq` was on screen with the window in front. */
  markRead(id: Id, seq: number): void {
    if ((this.#base.reads[id] ?? 0) >= seq) return;
    this.#move(read(this.#base, id, seq));
    this.submit({ type: "conversation.read", conversation: id, seq });
  }

  #settle(frame: Frame): void {
    if (frame.f === "queued") this.#queued(frame);
    else if (frame.f === "dropped") this.#remove(frame.cid);
    else if (frame.f === "ev" && frame.cid) this.#remove(frame.cid);
    else if (frame.f === "ack") this.#acked(frame);
    else if (frame.f === "nack") this.#nacked(frame);
  }

  #queued({ entry: { cid, op, at, refusal } }: Queued): void {
    const intent = intentOf(this.#base, op);
    if (!intent || this.#pendings.some((pending) => pending.cid === cid)) return;
    this.#add({ cid, at, intent, status: refusal ? "failed" : "sending", code: refusal?.code ?? "", seq: 0 });
  }

  #acked(frame: Acked): void {
    this.#update(frame.cid, { status: "sent", seq: frame.seq });
  }

  #nacked(frame: Nacked): void {
    const pending = this.#pendings.find((other) => other.cid === frame.cid);
    if (pending?.intent.kind === "message") {
      this.#update(frame.cid, { status: "failed", code: frame.code });
    } else if (pending) {
      this.#remove(frame.cid);
      this.onRefused(frame.code, pending.intent);
      this.discard(frame.cid);
    }
  }

  #add(pending: Pending): void {
    this.#pendings = [...this.#pendings, pending];
  }

  #update(cid: string, change: Partial<Pending>): void {
    this.#pendings = this.#pendings.map((pending) => (pending.cid === cid ? { ...pending, ...change } : pending));
  }

  #remove(cid: string): void {
    this.#pendings = this.#pendings.filter((pending) => pending.cid !== cid);
  }

  #move(world: World): void {
    if (world === this.#base) return;
    this.#base = world;
    this.#refresh();
  }

  /** Lays what is pending over the live state and tells the screens, once for all that has changed. */
  #refresh(): void {
    this.#pendings = unsettled(this.#base, this.#pendings);
    this.#show({ pendings: this.#pendings, world: overlay(this.#base, this.#pendings) });
  }

  #show(change: Partial<Shown>): void {
    this.#shown = { ...this.#shown, ...change };
    for (const listener of this.#listeners) listener();
  }
}
