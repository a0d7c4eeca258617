// What waits to be sent: it outlives a reload where the browser keeps anything, and where it may.
import { browserClock } from "@zuruf/protocol/clock";
import { heldOver } from "@zuruf/protocol/leaving";
import { type Entry, Outbox, type Store } from "@zuruf/protocol/outbox";
import { browserStore } from "@zuruf/protocol/store";
import { lasting, mayKeep, whenKept } from "./storage";

/** `forgets` is told once, where it keeps nothing: full, private, blocked. */
export function waiting(key: string, forgets: () => void): Outbox {
  const open = () => browserStore(key, browserClock);
  const outbox = new Outbox(heldOver(mayKeep() ? open() : later(open), lasting, `zuruf:left:${key}`));
  outbox.onForgetful = forgets;
  return outbox;
}

/** Nothing is asked of the browser before it may keep something: a database that is opened is stored, empty as it is. */
function later(open: () => Store): Store {
  const early = new Map<string, Entry>();
  let store: Store | undefined;
  whenKept(() => {
    store = open();
    for (const entry of early.values()) store.put(entry).catch(() => {});
  });
  return {
    load: async () => [],
    put: async (entry) => (store ? store.put(entry) : void early.set(entry.cid, entry)),
    delete: async (cid) => (store ? store.delete(cid) : void early.delete(cid)),
  };
}
