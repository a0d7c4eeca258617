// What is half written: kept over reloads and crashes, and the same in every tab of its author (O6).
import type { Clock } from "./clock";
import { DRAFTS, database, indexedDatabases, type Run } from "./database";
import { channel } from "./store";

export interface Draft {
  readonly text: string;
  /** The newest event its author knew of when it began; 0, or missing in those kept by earlier builds, when nobody knows. */
  readonly since?: number;
  /** When it was typed, in ms. Of two versions the newer one holds; an emptied one is a version, too. */
  readonly at: number;
}

interface Row extends Draft {
  scope: string;
  key: string;
}

export interface DraftParts {
  scope: string;
  clock: Clock;
  factory?: IDBFactory | undefined;
  /** Told once, when the browser does not keep what is typed. */
  onForgetful?: () => void;
}

export class Drafts {
  readonly #parts: DraftParts;
  readonly #run: Run;
  readonly #drafts = new Map<string, Draft>();
  readonly #listeners = new Set<() => void>();
  readonly #others: BroadcastChannel | undefined;
  /** Keys being written, and whether they changed meanwhile: of a fast typist's versions only the last is written. */
  readonly #writing = new Map<string, boolean>();
  readonly #typed = new Set<string>();
  readonly #sent = new Set<string>();
  #isDurable = true;

  constructor(parts: DraftParts) {
    this.#parts = parts;
    this.#run = database(parts.clock, "factory" in parts ? parts.factory : indexedDatabases());
    this.#others = channel(`zuruf drafts ${parts.scope}`);
    if (this.#others) this.#others.onmessage = ({ data }) => this.#heard(data as [string, Draft]);
  }

  text(key: string): string {
    return this.#drafts.get(key)?.text ?? "";
  }

  since(key: string): number {
    return this.#drafts.get(key)?.since ?? 0;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** `now` is the newest event the author knows of: kept with the first letter. */
  type(key: string, text: string, now = 0): void {
    if (text === this.text(key)) return;
    this.#typed.add(key);
    this.#sent.delete(key);
    const before = this.#drafts.get(key)?.at ?? 0;
    const since = this.text(key) ? this.since(key) : now;
    this.#take(key, { text, since, at: Math.max(this.#parts.clock.now(), before + 1) });
  }

  /** It has become a message, and the store that writes the message takes the draft away with it. */
  end(key: string): void {
    this.type(key, "");
    this.#sent.add(key);
  }

  /** Takes over what an earlier page left elsewhere, where it is newer. */
  async load(earlier: Readonly<Record<string, Draft>> = {}): Promise<void> {
    const { scope } = this.#parts;
    const range = () => IDBKeyRange.bound([scope, ""], [scope, "\uffff"]);
    const rows = await this.#run("readonly", (of) => of(DRAFTS).getAll(range()) as IDBRequest<Row[]>).catch(() => []);
    for (const { key, text, since = 0, at } of rows) this.#restore(key, { text, since, at });
    for (const [key, left] of Object.entries(earlier)) {
      this.#restore(key, left);
      this.#keep(key);
    }
    this.#say();
  }

  /** What would be lost, or come back, if the page went now: one that is left does not wait for its database. What was sent is not among it: its message may be lost just so. */
  unwritten(): Readonly<Record<string, Draft>> {
    return Object.fromEntries([...this.#drafts].filter(([key]) => this.#writing.has(key) && !this.#sent.has(key)));
  }

  close(): void {
    this.#others?.close();
  }

  #restore(key: string, kept: Draft): void {
    const now = this.#drafts.get(key);
    if (now && kept.text && this.#typed.has(key) && now.text !== kept.text) {
      // The store was slower than the typist: neither text may go, so what is new stands below.
      this.#take(key, { ...kept, text: `${kept.text}\n${now.text}`, at: Math.max(now.at, kept.at) + 1 });
    } else if (!now || kept.at > now.at) this.#drafts.set(key, kept);
  }

  #take(key: string, draft: Draft): void {
    this.#drafts.set(key, draft);
    this.#others?.postMessage([key, draft]);
    this.#say();
    this.#keep(key);
  }

  #keep(key: string): void {
    if (this.#writing.has(key)) this.#writing.set(key, true);
    else void this.#write(key);
  }

  #heard([key, draft]: [string, Draft]): void {
    if ((this.#drafts.get(key)?.at ?? 0) >= draft.at) return;
    this.#drafts.set(key, draft);
    this.#say();
  }

  async #write(key: string): Promise<void> {
    const { scope } = this.#parts;
    do {
      this.#writing.set(key, false);
      const draft = this.#drafts.get(key);
      const write = (drafts: IDBObjectStore) => {
        const kept: IDBRequest<Row | undefined> = drafts.get([scope, key]);
        kept.onsuccess = () => {
          // Another tab may have been quicker, and this one has not heard of it yet.
          if (!draft || (kept.result?.at ?? 0) > draft.at) return;
          if (draft.text) drafts.put({ scope, key, ...draft } satisfies Row);
          else drafts.delete([scope, key]);
        };
        return kept;
      };
      await this.#run("readwrite", (of) => write(of(DRAFTS))).catch(() => this.#forgetful());
    } while (this.#writing.get(key));
    this.#writing.delete(key);
  }

  #forgetful(): void {
    if (!this.#isDurable) return;
    this.#isDurable = false;
    this.#parts.onForgetful?.();
  }

  #say(): void {
    for (const listener of this.#listeners) listener();
  }
}
