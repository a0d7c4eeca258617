// What somebody has said and the server has not yet confirmed: kept in memory, and in a store that outlives a reload.
import type { OpBody } from "./frames";

/** Why the server will not do it: final, until the person changes something. */
export interface Refusal {
  readonly code: string;
  readonly sentence: string;
  readonly field: string;
  readonly detail: Readonly<Record<string, string>>;
}

export interface Entry {
  readonly cid: string;
  readonly op: OpBody;
  readonly at: number;
  /** Position among the entries of this outbox. */
  readonly order: number;
  /** Whether it outlives a reload. A message does; a presence chosen an hour ago does not. */
  readonly isKept: boolean;
  readonly refusal?: Refusal;
}

/** Where entries outlive a reload. Two tabs may share one: `cid` is the key, the server does each once. */
export interface Store {
  load(): Promise<readonly Entry[]>;
  /** With `draft`, what was kept under this key is gone in the same breath: after a crash there is the one or the other. */
  put(entry: Entry, draft?: string): Promise<void>;
  delete(cid: string): Promise<void>;
  /** Tells of what another tab has brought to an end. */
  watch?(gone: (cid: string) => void): void;
  close?(): void;
}

export function memoryStore(): Store {
  const entries = new Map<string, Entry>();
  return {
    load: async () => [...entries.values()],
    put: async (entry) => void entries.set(entry.cid, entry),
    delete: async (cid) => void entries.delete(cid),
  };
}

const KEPT: ReadonlySet<OpBody["type"]> = new Set([
  "message.send",
  "message.change",
  "message.delete",
  "group.choose",
  "visitor.describe",
  "contact.give",
  "rating.give",
  "transcript.ask",
]);

export class Outbox {
  readonly #store: Store;
  readonly #entries = new Map<string, Entry>();
  readonly #gone = new Set<string>();
  readonly #writing = new Set<string>();
  #order = 0;
  #loading: Promise<readonly Entry[]> | undefined;
  #isLoaded = false;

  /** False once the store refused (quota, private mode): what waits now lives as long as the page. */
  isDurable = true;
  /** Told once, when that happens. */
  onForgetful: () => void = () => {};
  /** Told when something may be sent that had to be kept first. */
  onKept: () => void = () => {};
  /** Told of what another tab of the same person has brought to an end. */
  onGone: (cid: string) => void = () => {};

  constructor(store: Store = memoryStore()) {
    this.#store = store;
    store.watch?.((cid) => {
      if (this.#entries.delete(cid)) this.onGone(cid);
      else if (!this.#isLoaded) this.#gone.add(cid);
    });
  }

  /** What an earlier page left behind, in order. Later calls answer the same. */
  load(): Promise<readonly Entry[]> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** What another tab has left behind since, in order: it may have been closed before anything was sent. */
  async adopt(): Promise<readonly Entry[]> {
    const stored = await this.#store.load().catch(() => []);
    const news = stored.filter(({ cid }) => !this.#entries.has(cid) && !this.#gone.has(cid)).sort(inOrder);
    for (const entry of news) this.#entries.set(entry.cid, entry);
    return news;
  }

  /** Hears nothing of other tabs from now on. */
  close(): void {
    this.#store.close?.();
  }

  /** All entries, in the order they were said. */
  entries(): readonly Entry[] {
    return [...this.#entries.values()].sort(inOrder);
  }

  get(cid: string): Entry | undefined {
    return this.#entries.get(cid);
  }

  /** `draft` is the key under which it was written: kept in its place first, it is not sent before, so that no crash leaves it sent and half written. */
  add(cid: string, op: OpBody, at: number, draft?: string): Entry {
    this.#order += 1;
    const entry: Entry = { cid, op, at, order: this.#order, isKept: KEPT.has(op.type) };
    if (draft) this.#writing.add(cid);
    this.#put(entry, draft);
    return entry;
  }

  refuse(cid: string, refusal: Refusal): void {
    const entry = this.#entries.get(cid);
    if (entry) this.#put({ ...entry, refusal });
  }

  /** True if it was there. */
  delete(cid: string): boolean {
    const entry = this.#entries.get(cid);
    // One this page does not know may be another tab's: it is done, so it goes too.
    if (entry?.isKept !== false) this.#write(() => this.#store.delete(cid));
    this.#gone.add(cid);
    return this.#entries.delete(cid);
  }

  #put(entry: Entry, draft?: string): void {
    this.#entries.set(entry.cid, entry);
    if (entry.isKept) this.#write(() => this.#store.put(entry, draft).finally(() => this.#kept(entry.cid)));
  }

  /** It is not to be sent yet. */
  isBeingKept(cid: string): boolean {
    return this.#writing.has(cid);
  }

  #kept(cid: string): void {
    if (this.#writing.delete(cid)) this.onKept();
  }

  async #load(): Promise<readonly Entry[]> {
    let stored: readonly Entry[] = [];
    try {
      stored = await this.#store.load();
    } catch {
      this.#forgetful();
    }
    const restored = stored
      .filter((entry) => !this.#entries.has(entry.cid) && !this.#gone.has(entry.cid))
      .sort(inOrder);
    const highest = restored.at(-1)?.order ?? 0;
    // What was said while loading comes after what was said before the reload.
    for (const entry of [...this.#entries.values()]) this.#put({ ...entry, order: entry.order + highest });
    this.#order += highest;
    for (const entry of restored) this.#entries.set(entry.cid, entry);
    this.#isLoaded = true;
    return restored;
  }

  #write(act: () => Promise<void>): void {
    act().catch(() => this.#forgetful());
  }

  #forgetful(): void {
    if (!this.isDurable) return;
    this.isDurable = false;
    this.onForgetful();
  }
}

function inOrder(a: Entry, b: Entry): number {
  return a.order - b.order || a.at - b.at || (a.cid < b.cid ? -1 : 1);
}
