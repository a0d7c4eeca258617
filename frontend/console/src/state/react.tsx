/** How components read the live state and the time. */
import type { AgentView } from "@zuruf/protocol/types";
import { createContext, useCallback, useContext, useRef, useSyncExternalStore } from "react";
import type { World } from "./model";
import { type PendingMessage, pendingMessages } from "./pending";
import { may } from "./rules";
import { type Shown, Store } from "./store";

const Context = createContext(new Store());
export const StoreProvider = Context.Provider;

export function useStore(): Store {
  return useContext(Context);
}

interface Kept<T> {
  shown: Shown;
  select: (shown: Shown) => T;
  value: T;
}

/** What `select` answers; the component is drawn again only when that differs. */
export function useShown<T>(select: (shown: Shown) => T): T {
  const store = useStore();
  const kept = useRef<Kept<T> | null>(null);
  const snapshot = useCallback(() => {
    const shown = store.current();
    const before = kept.current;
    if (before && before.shown === shown && before.select === select) return before.value;
    const news = select(shown);
    const value = before && isSame(before.value, news, 2) ? before.value : news;
    kept.current = { shown, select, value };
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

export function usePendingMessages(conversation: string): PendingMessage[] {
  return useShown((shown) => pendingMessages(shown.pendings, conversation));
}

/** Equal, or made of equal parts `depth` levels down. */
function isSame(a: unknown, b: unknown, depth: number): boolean {
  if (Object.is(a, b)) return true;
  if (depth === 0 || typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return left.length === right.size && left.every(([key, value]) => isSame(value, right.get(key), depth - 1));
}
