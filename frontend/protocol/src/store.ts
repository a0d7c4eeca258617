// The outbox's store in the browser: IndexedDB, and memory where there is none (private mode, quota, blocked).
import type { Clock } from "./clock";
import { DRAFTS, database, indexedDatabases, OPS } from "./database";
import { type Entry, memoryStore, type Store } from "./outbox";

interface Row {
  scope: string;
  cid: string;
  entry: Entry;
}

/** What waits is kept apart by `scope`: whose outbox it is. A `put` that rejects is kept in memory. */
export function browserStore(scope: string, clock: Clock, factory: IDBFactory | undefined = indexedDatabases()): Store {
  const memory = memoryStore();
  const run = database(clock, factory);
  const others = channel(`zuruf ${scope}`);
  return {
    async load() {
      const range = () => IDBKeyRange.bound([scope, ""], [scope, "\uffff"]);
      const rows = run("readonly", (of) => of(OPS).getAll(range()) as IDBRequest<Row[]>);
      return rows.then(
        (found) => found.map((row) => row.entry),
        () => memory.load(),
      );
    },
    async put(entry, draft) {
      await memory.put(entry);
      await run("readwrite", (of) => {
        if (draft) of(DRAFTS).delete([scope, draft]);
        return of(OPS).put({ scope, cid: entry.cid, entry } satisfies Row);
      });
    },
    async delete(cid) {
      await memory.delete(cid);
      await run("readwrite", (of) => of(OPS).delete([scope, cid]));
      others?.postMessage(cid);
    },
    watch(gone) {
      if (others) others.onmessage = ({ data }) => gone(String(data));
    },
    close: () => others?.close(),
  };
}

/** To the other tabs of this browser; none where the browser has none. */
export function channel(name: string): BroadcastChannel | undefined {
  return globalThis.BroadcastChannel && new BroadcastChannel(name);
}
