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

interface Kept<S, T> {
  source: S;
  select: (source: S) => T;
  value: T;
}

/** What `select` answers; the component is drawn again only when that differs. */
export function useShown<T>(select: (shown: Shown) => T): T {
  return useSelected(whole, select);
}

export function useWorld<T>(select: (world: World) => T): T {
  return useSelected(worldOf, select);
}

const whole = (shown: Shown) => shown;
const worldOf = (shown: Shown) => shown.world;

/** Asks a `select` that stays the same function once for a source that stays the same object: a list of thousands is sorted once. */
function useSelected<S, T>(part: (shown: Shown) => S, select: (source: S) => T): T {
  const store = useStore();
  const kept = useRef<Kept<S, T> | null>(null);
  const snapshot = useCallback(() => {
    const source = part(store.current());
    const before = kept.current;
    if (before && before.source === source && before.select === select) return before.value;
    const news = select(source);
    const value = before && isSame(before.value, news, 2) ? before.value : news;
    kept.current = { source, select, value };
    return value;
  }, [store, part, select]);
  return useSyncExternalStore(store.subscribe, snapshot);
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

/** Equal, or made of equal parts `depth` levels down. Lists of thousands pass here at every event: nothing is copied. */
function isSame(a: unknown, b: unknown, depth: number): boolean {
  if (Object.is(a, b)) return true;
  if (depth === 0 || typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return isRow(a) && isRow(b) && a.length === b.length && a.every((value, at) => isSame(value, b[at], depth - 1));
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && isSame(left[key], right[key], depth - 1));
}

function isRow(value: unknown): value is unknown[] {
  return Array.isArray(value);
}
