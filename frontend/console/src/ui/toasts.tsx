/** Short messages at the edge of the screen; read out, closed by hand or after a while. */
import { X } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { cx } from "./class";

export interface Toast {
  id: string;
  title: string;
  text?: string;
  look?: "plain" | "red";
  /** Milliseconds until it goes; 0 stays. */
  lasts?: number;
  actionLabel?: string;
  onAction?: () => void;
}

let toasts: readonly Toast[] = [];
const listeners = new Set<() => void>();

function show(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** Shows it; one with the same id is replaced. */
export function toast(news: Toast): void {
  show([...toasts.filter((other) => other.id !== news.id), news].slice(-4));
}

export function dismiss(id: string): void {
  if (toasts.some((other) => other.id === id)) show(toasts.filter((other) => other.id !== id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Toasts({ label, closeLabel }: { label: string; closeLabel: string }) {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <section
      aria-label={label}
      aria-live="polite"
      className="pointer-events-none fixed top-2 right-4 z-50 flex w-[min(360px,calc(100vw-32px))] flex-col gap-2 md:top-14"
    >
      {shown.map((item) => (
        <Row key={item.id} item={item} closeLabel={closeLabel} />
      ))}
    </section>
  );
}

function Row({ item, closeLabel }: { item: Toast; closeLabel: string }) {
  const { id } = item;
  // Of the toast, not of its id: one that takes another's place has its own time.
  useEffect(() => {
    const { id, lasts = 6_000 } = item;
    if (lasts === 0) return;
    const timer = setTimeout(() => dismiss(id), lasts);
    return () => clearTimeout(timer);
  }, [item]);
  const act = () => {
    dismiss(id);
    item.onAction?.();
  };
  return (
    <div
      className={cx(
        "pointer-events-auto flex items-start gap-2 rounded-lg border bg-surface p-3 shadow-pop",
        item.look === "red" && "border-red",
      )}
    >
      <button
        type="button"
        onClick={act}
        disabled={!item.onAction}
        className="min-w-0 grow text-left disabled:cursor-auto"
      >
        <span className="block truncate font-semibold">{item.title}</span>
        {item.text && <span className="line-clamp-2 text-muted">{item.text}</span>}
        {item.actionLabel && <span className="mt-1 block font-medium text-accent-strong">{item.actionLabel}</span>}
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
