// What the frame keeps in its own origin: the visitor's token, the group they chose and what is half written. The page around it can read neither.
import type { Shelf } from "@zuruf/protocol/leaving";

/** Before this visitor is to be known again, all of it is in memory only (W1b). */
let isKept = false;
const shelves: (() => unknown)[] = [];

export const mayKeep = () => isKept;

/** From now on it is stored, with what was to be stored before; what another tab has stored meanwhile stays. */
export function keepAll(): void {
  if (isKept) return;
  isKept = true;
  for (const store of shelves) store();
}

let refused = () => {};

/** `told` is called when the browser does not keep what it was given. */
export function whenRefused(told: () => void): void {
  refused = told;
}

/** `store` is called once it may be. */
export const whenKept = (store: () => unknown) => shelves.push(store);

function shelf(open: () => Storage): Shelf {
  const memory = new Map<string, string>();
  const stored = (name: string) => {
    try {
      return open().getItem(name);
    } catch {
      return null;
    }
  };
  const store = (name: string, value: string) => {
    try {
      if (value) open().setItem(name, value);
      else open().removeItem(name);
    } catch {
      // A browser that stores nothing for frames: it lasts as long as the page.
      refused();
    }
  };
  whenKept(() => {
    for (const [name, value] of memory) if (!stored(name)) store(name, value);
  });
  return {
    get: (name) => stored(name) ?? memory.get(name) ?? "",
    put(name, value) {
      memory.set(name, value);
      if (isKept) store(name, value);
    },
  };
}

export const lasting = shelf(() => localStorage);
/** Two tabs, two people's worth of half written things: neither takes the other's place. */
export const ofTab = shelf(() => sessionStorage);

export const token = {
  of: (key: string) => lasting.get(`zuruf:token:${key}`),
  keep: (key: string, value: string) => lasting.put(`zuruf:token:${key}`, value),
};

/** Which group was the visitor's own choice: the server tells the group, not by whom it was set. */
export const ownGroup = {
  of: (key: string) => lasting.get(`zuruf:group:${key}`),
  keep: (key: string, value: string) => lasting.put(`zuruf:group:${key}`, value),
};

/** "1" when this person wants no sound. */
export const muted = {
  of: (key: string) => lasting.get(`zuruf:muted:${key}`),
  keep: (key: string, value: string) => lasting.put(`zuruf:muted:${key}`, value),
};

export const draft = {
  of: (key: string) => ofTab.get(`zuruf:draft:${key}`),
  keep: (key: string, value: string) => ofTab.put(`zuruf:draft:${key}`, value),
};
