/** Short messages at the edge of the screen; read out, closed by hand or after a while. */
import { X } from "lucide-react";
import { useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import { Kbd } from "./button";
import { cx } from "./class";

export interface Toast {
  id: string;
  title: string;
  text?: string;
  look?: "plain" | "red";
  /** Milliseconds until it goes; 0 stays. */
  lasts?: number;
  actionLabel?: string;
  /** The key that does the same. */
  actionKey?: string;
  onAction?: () => void;
}

const MOST = 4;

let toasts: readonly Toast[] = [];
const listeners = new Set<() => void>();

function show(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows it; one with the same id is replaced. */
export function toast(news: Toast): void {
  const next = [...toasts.filter((other) => other.id !== news.id), news];
  // What waits for an answer goes only by it.
  const [oldest] = next.length > MOST ? next.filter((other) => other.lasts !== 0) : [];
  show(next.filter((other) => other !== oldest));
}

export function dismiss(id: string): void {
  if (toasts.some((other) => other.id === id)) show(toasts.filter((other) => other.id !== id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** At the end of the page, so that they stand above every sheet; as a live region a modal sheet leaves them to screen readers, too. */
export function Toasts({ label, closeLabel }: { label: string; closeLabel: string }) {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  const section = useReach(shown);
  return createPortal(
    <section
      ref={section}
      aria-label={label}
      aria-live="polite"
      className="pointer-events-none fixed top-2 end-4 z-50 flex w-[min(360px,calc(100vw-32px))] flex-col gap-2 md:top-14"
    >
      {shown.map((item) => (
        <Row key={item.id} item={item} closeLabel={closeLabel} />
      ))}
    </section>,
    document.body,
  );
}

/** F6 goes to the newest and back to where one was, out of a sheet, too, which Tab does not leave; so does its going. */
function useReach(shown: readonly Toast[]) {
  const section = useRef<HTMLElement>(null);
  const origin = useRef<Element | null>(null);
  const goBack = useCallback(() => {
    if (origin.current instanceof HTMLElement) origin.current.focus();
    origin.current = null;
  }, []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "F6" || event.ctrlKey || event.metaKey || event.altKey) return;
      const newest = section.current?.lastElementChild?.querySelector<HTMLElement>("button:not([disabled])");
      if (!newest) return;
      event.preventDefault();
      if (section.current?.contains(document.activeElement)) return goBack();
      origin.current = document.activeElement;
      newest.focus();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [goBack]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever one has gone
  useLayoutEffect(() => {
    if (origin.current && document.activeElement === document.body) goBack();
  }, [shown, goBack]);
  return section;
}

function Row({ item, closeLabel }: { item: Toast; closeLabel: string }) {
  const { id } = item;
  const [isHeld, setHeld] = useState(false);
  // Of the toast, not of its id: one that takes another's place has its own time. Who is at it is not hurried (WCAG 2.2.1).
  useEffect(() => {
    const { id, lasts = 6_000 } = item;
    if (lasts === 0 || isHeld) return;
    const timer = setTimeout(() => dismiss(id), lasts);
    return () => clearTimeout(timer);
  }, [item, isHeld]);
  const act = () => {
    dismiss(id);
    item.onAction?.();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while somebody reads it
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className={cx(
        "pointer-events-auto flex items-start gap-2 rounded-lg border bg-surface p-3 shadow-pop",
        item.look === "red" && "border-red",
      )}
    >
      <button
        type="button"
        onClick={act}
        disabled={!item.onAction}
        className="min-w-0 grow text-start disabled:cursor-auto"
      >
        <span className="block truncate font-semibold">{item.title}</span>
        {item.text && <span className="line-clamp-2 text-muted">{item.text}</span>}
        {item.actionLabel && (
          <span className="mt-1 flex items-center gap-1.5 font-medium text-accent-strong">
            {item.actionLabel}
            {item.actionKey && <Kbd>{item.actionKey}</Kbd>}
          </span>
        )}
      </button>
      <button
        type="button"
        aria-label={closeLabel}
        onClick={() => dismiss(id)}
        className="grid size-6 place-items-center rounded text-muted hover:bg-hover"
      >
        <X size={14} aria-hidden />
      </button>
    </div>
  );
}
