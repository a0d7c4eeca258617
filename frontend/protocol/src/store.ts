// The outbox's store in the browser: IndexedDB, and memory where there is none (private mode, quota, blocked).
import type { Clock } from "./clock";
import { type Entry, memoryStore, type Store } from "./outbox";

const NAME = "zuruf";
const OPS = "ops";
/** Some browsers leave an opening unanswered for ever. */
const OPEN_MS = 3_000;

interface Row {
  scope: string;
  cid: string;
  entry: Entry;
}

/** What waits is kept apart by `scope`: whose outbox it is. */
export function browserStore(
  scope: string,
  clock: Clock,
  factory: IDBFactory | undefined = globalThis.indexedDB,
): Store {
  const memory = memoryStore();
  const opened = opening(factory, clock).catch(() => undefined);
  const run = async <T>(
    mode: IDBTransactionMode,
    act: (ops: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T | undefined> => {
    const database = await opened;
    return database && finished(act(database.transaction(OPS, mode).objectStore(OPS)));
  };
  return {
    async load() {
      const range = IDBKeyRange.bound([scope, ""], [scope, "\uffff"]);
      const rows = await run("readonly", (ops) => ops.getAll(range) as IDBRequest<Row[]>).catch(() => undefined);
      return rows ? rows.map((row) => row.entry) : memory.load();
    },
    async put(entry) {
      await memory.put(entry);
      await run("readwrite", (ops) => ops.put({ scope, cid: entry.cid, entry } satisfies Row));
    },
    async delete(cid) {
      await memory.delete(cid);
      await run("readwrite", (ops) => ops.delete([scope, cid]));
    },
  };
}

function opening(factory: IDBFactory | undefined, clock: Clock): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    if (!factory) {
      reject(new Error("no IndexedDB"));
      return;
    }
    const cancel = clock.after(OPEN_MS, () => reject(new Error("IndexedDB does not answer")));
    const request = factory.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(OPS, { keyPath: ["scope", "cid"] });
    request.onsuccess = () => {
      cancel();
      // Another tab with a later version may upgrade; this one goes on in memory.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => {
      cancel();
      reject(request.error ?? new Error("IndexedDB refuses"));
    };
  });
}

function finished<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB refuses"));
  });
}
