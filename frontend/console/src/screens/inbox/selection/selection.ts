/** Which conversations of a list are chosen, to be acted on together (I6). */
import type { ConversationView, Id } from "@zuruf/protocol/types";
import { type MouseEvent, useEffect, useMemo, useState } from "react";

export interface Selection {
  /** In the order of the list. What leaves the list is chosen no more: nobody acts on what they do not see. */
  chosen: ConversationView[];
  ids: ReadonlySet<Id>;
  /** Whether a click on a row chooses it instead of opening it. */
  isOn: boolean;
  isAll: boolean;
  begin: () => void;
  toggle: (id: Id) => void;
  /** Everything from the one chosen last to this one. */
  reach: (id: Id) => void;
  all: () => void;
  /** These as well. */
  add: (ids: readonly Id[]) => void;
  clear: () => void;
}

interface State {
  ids: ReadonlySet<Id>;
  /** Chosen last: where a range begins. */
  from: Id | null;
  isOn: boolean;
}

const NOTHING: State = { ids: new Set(), from: null, isOn: false };

/** `place` names the list: another one begins with nothing chosen. */
export function useSelection(shown: readonly ConversationView[], place: string): Selection {
  const [state, setState] = useState(NOTHING);
  useEffect(() => setState((now) => (place === "" ? now : NOTHING)), [place]);
  useEffect(() => setState((now) => pruned(now, shown)), [shown]);
  return useMemo(() => {
    const chosen = shown.filter(({ id }) => state.ids.has(id));
    return {
      chosen,
      ids: new Set(chosen.map(({ id }) => id)),
      isOn: state.isOn,
      isAll: chosen.length > 0 && chosen.length === shown.length,
      begin: () => setState((now) => ({ ...now, isOn: true })),
      toggle: (id) => setState((now) => toggled(now, id)),
      reach: (id) =>
        setState((now) => ({
          ...now,
          ids: new Set([...now.ids, ...between(shown.map(idOf), now.from ?? id, id)]),
          from: id,
        })),
      all: () => setState((now) => ({ ...now, ids: new Set(shown.map(idOf)) })),
      add: (ids) => setState((now) => ({ ...now, ids: new Set([...now.ids, ...ids]) })),
      clear: () => setState(NOTHING),
    };
  }, [shown, state]);
}

/** What a click on a row means while choosing; false when it opens the row as ever. */
export function clicked(selection: Selection, id: Id, event: MouseEvent): boolean {
  if (event.shiftKey) selection.reach(id);
  else if (event.ctrlKey || event.metaKey || selection.isOn) selection.toggle(id);
  else return false;
  return true;
}

function toggled(now: State, id: Id): State {
  const ids = new Set(now.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ...now, ids, from: id };
}

function pruned(now: State, shown: readonly ConversationView[]): State {
  const here = new Set(shown.map(idOf));
  const ids = [...now.ids].filter((id) => here.has(id));
  return ids.length === now.ids.size ? now : { ...now, ids: new Set(ids) };
}

/** Both ends too, whichever comes first; the second alone where the first is no longer there. */
export function between(order: readonly Id[], from: Id, to: Id): readonly Id[] {
  const [a, b] = [order.indexOf(from), order.indexOf(to)];
  return a < 0 || b < 0 ? [to] : order.slice(Math.min(a, b), Math.max(a, b) + 1);
}

function idOf({ id }: ConversationView): Id {
  return id;
}
