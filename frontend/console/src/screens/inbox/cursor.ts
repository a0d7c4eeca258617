/** The row of the list that j and k move and Enter opens; it keeps its place when its conversation leaves the list. */
import type { ConversationView, Id } from "@zuruf/protocol/types";
import { useEffect, useRef, useState } from "react";
import type { Address } from "../../parts/address";
import { useShortcuts } from "../../parts/shortcuts";
import { focusRow, type Rows } from "../../ui/virtual";
import type { Selection } from "./selection/selection";

/** A row, and on which side of it the place is: 1 right before it, -1 right behind it, 0 at itself. */
interface Place {
  id: Id | null;
  side: -1 | 0 | 1;
}

/** Beside an open conversation moving opens at once. */
export function useCursor(
  shown: readonly Pick<ConversationView, "id">[],
  { view, conversation: opened, open }: Pick<Address, "view" | "conversation" | "open">,
  rows: Rows,
  selection: Pick<Selection, "chosen" | "toggle" | "reach" | "all">,
) {
  const [{ id: cursor, side }, setPlace] = useState<Place>({ id: opened, side: 0 });
  useEffect(() => setPlace({ id: opened, side: 0 }), [opened]);
  const last = useRef({ view, ids: [] as Id[] });
  useEffect(() => {
    const ids = shown.map(({ id }) => id);
    const place = last.current.view === view && cursor ? placeOf(last.current.ids, cursor, ids) : null;
    last.current = { view, ids };
    // Taken back, or woken: it is where it was.
    if (side !== 0 && opened && ids.includes(opened)) setPlace({ id: opened, side: 0 });
    if (!place) return;
    // Beside the one that is still open the next has not been looked at: j comes to it.
    setPlace(opened ? place : { ...place, side: 0 });
    if (document.activeElement === document.body && place.id) focusRow(rows, ids.indexOf(place.id));
  }, [shown, view, cursor, side, opened, rows]);
  const step = (by: 1 | -1): Id | undefined => {
    const at = shown.findIndex(({ id }) => id === (cursor ?? opened));
    const to = at < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, side === by ? at : at + by));
    const next = shown[to];
    if (!next) return;
    setPlace({ id: next.id, side: 0 });
    rows.scrollToIndex(to);
    focusRow(rows, to);
    return next.id;
  };
  const move = (by: 1 | -1) => {
    const next = step(by);
    if (next && opened) open(next);
  };
  const reach = (by: 1 | -1) => {
    if (cursor && selection.chosen.length === 0) selection.toggle(cursor);
    const next = step(by);
    if (next) selection.reach(next);
  };
  const here = shown.some(({ id }) => id === cursor) ? cursor : null;
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    Enter: cursor ? () => open(cursor) : undefined,
    x: here ? () => selection.toggle(here) : undefined,
    "*": shown.length > 0 ? selection.all : undefined,
    "Shift+ArrowDown": () => reach(1),
    "Shift+ArrowUp": () => reach(-1),
  });
  return cursor;
}

/** Where one is once the row has left the list: at the next that is still there, else at the one before; null while it is there. */
export function placeOf(before: readonly Id[], row: Id, now: readonly Id[]): Place | null {
  const at = before.indexOf(row);
  if (at < 0 || now.includes(row)) return null;
  const left = new Set(now);
  const next = before.slice(at + 1).find((id) => left.has(id));
  if (next) return { id: next, side: 1 };
  const previous = before.slice(0, at).findLast((id) => left.has(id));
  return previous ? { id: previous, side: -1 } : null;
}
