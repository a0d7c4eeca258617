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
  put(entry: Entry): Promise<void>;
  delete(cid: string): Promise<void>;
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
]);

export class Outbox {
  readonly #store: Store;
  readonly #entries = new Map<string, Entry>();
  readonly #gone = new Set<string>();
  #order = 0;
  #loading: Promise<readonly Entry[]> | undefined;
  #isLoaded = false;

  /** False once the store refused (quota, private mode): what waits now lives as long as the page. */
  isDurable = true;

  constructor(store: Store = memoryStore()) {
    this.#store = store;
  }

  /** What an earlier page left behind, in order. Later calls answer the same. */
  load(): Promise<readonly Entry[]> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** All entries, in the order they were said. */
  entries(): readonly Entry[] {
    return [...this.#entries.values()].sort(inOrder);
  }

  get(cid: string): Entry | undefined {
    return this.#entries.get(cid);
  }

  add(cid: string, op: OpBody, at: number): Entry {
    this.#order += 1;
    const entry: Entry = { cid, op, at, order: this.#order, isKept: KEPT.has(op.type) };
    this.#put(entry);
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
    if (!this.#isLoaded) this.#gone.add(cid);
    return this.#entries.delete(cid);
  }

  #put(entry: Entry): void {
    this.#entries.set(entry.cid, entry);
    if (entry.isKept) this.#write(() => this.#store.put(entry));
  }

  async #load(): Promise<readonly Entry[]> {
    let stored: readonly Entry[] = [];
    try {
      stored = await this.#store.load();
    } catch {
      this.isDurable = false;
    }
    const restored = stored
      .filter((entry) => !this.#entries.has(entry.cid) && !this.#gone.has(entry.cid))
      .sort(inOrder);
    const highest = restored.at(-1)?.order ?? 0;
    // What was said while loading comes after what was said before the reload.
    for (const entry of [...this.#entries.values()]) this.#put({ ...entry, order: entry.order + highest });
    this.#order += highest;
    for (const entry of restored) this.#entries.set(entry.cid, entry);
    this.#gone.clear();
    this.#isLoaded = true;
    return restored;
  }

  #write(act: () => Promise<void>): void {
    act().catch(() => {
      this.isDurable = false;
    });
  }
}

function inOrder(a: Entry, b: Entry): number {
  return a.order - b.order || a.at - b.at || (a.cid < b.cid ? -1 : 1);
}
