/** The keys of what is chosen. They are its own from the moment something is: none of them acts on the open conversation instead (I6). */
import type { Id } from "@zuruf/protocol/types";
import { type RefObject, useEffect, useRef } from "react";
import { useShortcuts } from "../../../parts/shortcuts";
import type { Selection } from "./selection";

const KEYS = ["e", "g", "a", "t", "l", "#"] as const;

export type Key = (typeof KEYS)[number];

/** What each does now; undefined what cannot be done. Choosing none needs no bar, but it may have more to forget. */
export type Acts = Partial<Record<Key | "Escape", (() => void) | undefined>>;

interface Held {
  /** Null while the bar that carries them out is being fetched. */
  acts: Acts | null;
  /** Pressed before it was here, for those chosen then. */
  early: { key: Key; ids: ReadonlySet<Id> } | null;
}

export type Keys = RefObject<Held>;

/** Where the choosing is; the bar takes them over with `useActs`. */
export function useKeys(selection: Pick<Selection, "ids" | "clear">): Keys {
  const held = useRef<Held>({ acts: null, early: null });
  const { ids, clear } = selection;
  const press = (key: Key) => {
    if (held.current.acts) held.current.acts[key]?.();
    else held.current.early = { key, ids };
  };
  const owned = Object.fromEntries(KEYS.map((key) => [key, () => press(key)]));
  const none = () => (held.current.acts?.Escape ?? clear)();
  useShortcuts(ids.size > 0 ? { ...owned, Escape: none } : {}, { isFirst: true });
  return held;
}

/** What was pressed early is carried out if the same ones are chosen still. */
export function useActs(keys: Keys, acts: Acts, ids: ReadonlySet<Id>): void {
  useEffect(() => {
    const { early } = keys.current;
    keys.current = { acts, early: null };
    if (early && isSame(early.ids, ids)) acts[early.key]?.();
  });
  useEffect(
    () => () => {
      keys.current = { acts: null, early: null };
    },
    [keys],
  );
}

function isSame(one: ReadonlySet<Id>, other: ReadonlySet<Id>): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id));
}
