/** A searchable list, fully usable by keyboard: type, arrows, enter, escape. Rows that cannot be chosen say why. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { cx } from "./class";

export interface Option {
  id: string;
  /** What typing searches. */
  text: string;
  content: ReactNode;
  isDisabled?: boolean;
  isChosen?: boolean;
}

interface PickerProps {
  label: string;
  placeholder: string;
  none: string;
  options: Option[];
  onPick: (id: string) => void;
  footer?: ReactNode;
}

export function Picker({ label, placeholder, none, options, onPick, footer }: PickerProps) {
  const [text, setText] = useState("");
  const [place, setPlace] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const found = options.filter((option) => matches(option.text, text));
  const at = Math.min(place, Math.max(found.length - 1, 0));
  const current = found[at];

  useEffect(() => {
    list.current?.querySelector(`[data-place="${at}"]`)?.scrollIntoView?.({ block: "nearest" });
  }, [at]);

  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setPlace(moved(at, step, found.length));
    } else if (event.key === "Home" || event.key === "End") {
      setPlace(event.key === "Home" ? 0 : found.length - 1);
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (current && !current.isDisabled) onPick(current.id);
    }
  };

  return (
    <div className="flex max-h-[min(420px,var(--available-height,420px))] flex-col p-1.5">
      <div className="p-1 pb-1.5">
        <input
          // The list was opened to be searched, and the popover gives the focus back.
          autoFocus
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={current ? `${listId}-${current.id}` : undefined}
          placeholder={placeholder}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setPlace(0);
          }}
          onKeyDown={onKeyDown}
          className="h-8 w-full rounded border border-field bg-bg px-2.5"
        />
      </div>
      <div ref={list} id={listId} role="listbox" aria-label={label} className="min-h-0 overflow-y-auto">
        {found.map((option, index) => (
          <div
            key={option.id}
            id={`${listId}-${option.id}`}
            data-place={index}
            role="option"
            tabIndex={-1}
            aria-selected={option.isChosen ?? false}
            aria-disabled={option.isDisabled ?? false}
            onMouseMove={() => index !== at && setPlace(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => !option.isDisabled && onPick(option.id)}
            onKeyDown={onKeyDown}
            className={cx(
              "flex min-h-8 items-center gap-2.5 rounded px-2 py-1.5",
              index === at && "bg-hover",
              option.isDisabled && "cursor-not-allowed text-muted",
            )}
          >
            {option.content}
          </div>
        ))}
        {found.length === 0 && <p className="px-2 py-3 text-center text-muted">{none}</p>}
      </div>
      {footer}
    </div>
  );
}

function moved(from: number, step: number, count: number): number {
  if (count === 0) return 0;
  if (Math.abs(step) === 1) return (from + step + count) % count;
  return Math.min(count - 1, Math.max(0, from + step));
}

/** Every typed word begins a word of the text, whatever the case and the accents. */
export function matches(text: string, typed: string): boolean {
  const words = plain(text).split(/[\s.@#-]+/);
  return plain(typed)
    .split(/\s+/)
    .every((part) => words.some((word) => word.startsWith(part)));
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
