/** How components read the live state and the time. */
import type { AgentView } from "@zuruf/protocol/types";
import { createContext, useCallback, useContext, useRef, useSyncExternalStore } from "react";
import { type Pending, pendingMessages } from "./pending";
import { may } from "./rules";
import type { World } from "./model";
import { type Shown, Store } from "./store";

const Context = createContext(new Store());
export const StoreProvider = Context.Provider;

export function useStore(): Store {
  return useContext(Context);
}

/** What `select` answers; the component is drawn again only when that changes (shallowly). */
export function useShown<T>(select: (shown: Shown) => T): T {
  const store = useStore();
  const kept = useRef<{ value: T } | null>(null);
  const snapshot = useCallback(() => {
    const value = select(store.current());
    if (kept.current && isSame(kept.current.value, value)) return kept.current.value;
    kept.current = { value };
    return value;
  }, [store, select]);
  return useSyncExternalStore(store.subscribe, snapshot);
}

export function useWorld<T>(select: (world: World) => T): T {
  return useShown((shown) => select(shown.world));
}

/** The agent at this screen. */
export function useMe(): AgentView | undefined {
  return useWorld((world) => world.agents[world.me]);
}

export function useMay(right: "access" | "assign" | "configure"): boolean {
  return useWorld((world) => may(world.agents[world.me], right));
}

export function usePendingMessages(conversation: string): Pending[] {
  return useShown((shown) => pendingMessages(shown.pendings, conversation));
}

function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a);
  return (
    left.length === Object.keys(b).length && left.every(([key, value]) => Object.is(value, (b as typeof a)[key as never]))
  );
}
