/** What was just done and can be taken back (I6): a toast offers it, and the key z, also after the toast has gone. */
import { useSyncExternalStore } from "react";
import { dismiss, toast } from "../ui/toasts";

export interface Offer {
  id: string;
  /** What was done. */
  title: string;
  text?: string;
  /** The word on the toast's button. */
  label: string;
  undo: () => unknown;
  /** Called once it is over: undone, replaced, withdrawn or too old. */
  onOver?: () => void;
}

const MOST = 20;
const LASTS = 10_000;
/** For so long the key takes it back; later nobody remembers what it would be. */
const KEPT = 10 * 60_000;

let offers: readonly (Offer & { timer: ReturnType<typeof setTimeout> })[] = [];
const listeners = new Set<() => void>();

/** One with the same id is replaced. */
export function offerUndo(offer: Offer): void {
  withdrawUndo(offer.id);
  const timer = setTimeout(() => withdrawUndo(offer.id), KEPT);
  offers = [...offers, { ...offer, timer }];
  const [oldest] = offers;
  if (oldest && offers.length > MOST) withdrawUndo(oldest.id);
  const { id, title, text, label } = offer;
  toast({
    id: `undo:${id}`,
    title,
    ...(text ? { text } : {}),
    actionLabel: label,
    actionKey: "Z",
    onAction: () => undo(id),
    lasts: LASTS,
  });
  tell();
}

/** It has been taken back in another way, or cannot be any more. */
export function withdrawUndo(id: string): void {
  const offer = offers.find((other) => other.id === id);
  if (!offer) return;
  clearTimeout(offer.timer);
  offers = offers.filter((other) => other !== offer);
  dismiss(`undo:${id}`);
  offer.onOver?.();
  tell();
}

/** Somebody else works here from now on. */
export function forgetUndo(): void {
  for (const { id } of offers) withdrawUndo(id);
}

/** Takes back the newest; undefined while there is nothing to take back. */
export function useUndo(): (() => void) | undefined {
  const newest = useSyncExternalStore(subscribe, () => offers.at(-1));
  return newest && (() => undo(newest.id));
}

function undo(id: string): void {
  const offer = offers.find((other) => other.id === id);
  if (!offer) return;
  withdrawUndo(id);
  offer.undo();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(): void {
  for (const listener of listeners) listener();
}
