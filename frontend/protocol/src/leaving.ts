// What was said in the last moment of a page: left before its database had written it, it is there on the next one all the same.
import type { Entry, Store } from "./outbox";

/** Written at once, as localStorage is; "" for nothing. */
export interface Shelf {
  get(name: string): string;
  put(name: string, value: string): void;
}

type Said = [entry: Entry, draft?: string];

/** `store`, with `name` on the shelf for what it has not written, or cannot write, when the page is left. */
export function heldOver(store: Store, shelf: Shelf, name: string): Store {
  const writing = new Map<string, Said>();
  const before = (): Said[] => JSON.parse(shelf.get(name) || "[]");
  const leave = () => {
    if (writing.size > 0) shelf.put(name, JSON.stringify([...before(), ...writing.values()]));
  };
  addEventListener("pagehide", leave);
  const put = async (...said: Said) => {
    const [{ cid }] = said;
    writing.set(cid, said);
    await store.put(...said);
    writing.delete(cid);
  };
  return {
    ...store,
    put,
    async load() {
      const held = before();
      if (held.length > 0) shelf.put(name, "");
      const kept = await store.load();
      const lost = held.filter(([{ cid }]) => !kept.some((one) => one.cid === cid));
      for (const said of lost) put(...said).catch(() => {});
      return [...kept, ...lost.map(([entry]) => entry)];
    },
    delete(cid) {
      writing.delete(cid);
      return store.delete(cid);
    },
    close() {
      removeEventListener("pagehide", leave);
      store.close?.();
    },
  };
}
