// The browser's database of console and widget: what waits to be sent, and what is half written.
import type { Clock } from "./clock";

export const OPS = "ops";
export const DRAFTS = "drafts";

const NAME = "zuruf";
/** Some browsers leave an opening unanswered for ever, and a disk that hangs whatever is written. */
const ANSWER_MS = 3_000;

type Act<T> = (store: (name: string) => IDBObjectStore) => IDBRequest<T>;

/** Runs `act` in one transaction and answers when it is written; rejects where there is no database (private mode, quota, blocked). */
export type Run = <T>(mode: IDBTransactionMode, act: Act<T>) => Promise<T>;

const opened = new WeakMap<IDBFactory, Promise<IDBDatabase>>();

/** Some browsers refuse even to say whether they have one. */
export function indexedDatabases(): IDBFactory | undefined {
  try {
    return globalThis.indexedDB;
  } catch {
    return undefined;
  }
}

export function database(clock: Clock, factory: IDBFactory | undefined): Run {
  const found = factory ? (opened.get(factory) ?? opening(factory, clock)) : Promise.reject(new Error("no IndexedDB"));
  if (factory) opened.set(factory, found);
  found.catch(() => factory && opened.delete(factory));
  return async (mode, act) => {
    const base = await found;
    return new Promise((resolve, reject) => {
      // Always over both stores: what is written later is never on the disk before what was written first, so nothing
      // that came later is there without what came before.
      const all = base.transaction([OPS, DRAFTS], mode);
      const request = act((name) => all.objectStore(name));
      const cancel = clock.after(ANSWER_MS, () => reject(silent()));
      all.oncomplete = () => {
        cancel();
        resolve(request.result);
      };
      all.onabort = () => {
        cancel();
        reject(all.error ?? new Error("IndexedDB refuses"));
      };
    });
  };
}

const silent = () => new Error("IndexedDB does not answer");

function opening(factory: IDBFactory, clock: Clock): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ANSWER_MS, () => reject(silent()));
    const request = factory.open(NAME, 2);
    request.onupgradeneeded = ({ oldVersion }) => {
      if (oldVersion < 1) request.result.createObjectStore(OPS, { keyPath: ["scope", "cid"] });
      request.result.createObjectStore(DRAFTS, { keyPath: ["scope", "key"] });
    };
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
