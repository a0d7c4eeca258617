/** A searchable list, fully usable by keyboard: type, arrows, enter, escape. Rows that cannot be chosen say why. */
import { Check } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { cx } from "./class";
import { focused } from "./focus";
import { plain } from "./fuzzy";

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
  /** `text` is what was typed. */
  onPick: (id: string, text: string) => void;
  /** One more that follows from what is typed, last in the list. */
  extra?: (text: string) => Option | null;
  footer?: ReactNode;
}

export function Picker({ label, placeholder, none, options, onPick, extra, footer }: PickerProps) {
  const listId = useId();
  const { text, type, found, at, current, setPlace, onKeyDown, list } = useChoosing(options, onPick, extra);
  return (
    <div className="flex max-h-[min(420px,var(--available-height,420px))] flex-col p-1.5">
      <div className="p-1 pb-1.5">
        <input
          ref={focused}
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={current ? `${listId}-${current.id}` : undefined}
          placeholder={placeholder}
          value={text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-8 w-full rounded border border-field bg-bg px-2.5"
        />
      </div>
      <div ref={list} id={listId} role="listbox" aria-label={label} className="min-h-0 overflow-y-auto">
        {found.map((option, index) => (
          <Row
            key={option.id}
            id={`${listId}-${option.id}`}
            option={option}
            place={index}
            isAt={index === at}
            onPlace={setPlace}
            onPick={(id) => onPick(id, text)}
          />
        ))}
      </div>
      {found.length === 0 && <p className="px-2 py-3 text-center text-muted">{none}</p>}
      {footer}
    </div>
  );
}

/** What is found of the options, and which of them enter picks. */
function useChoosing(options: Option[], onPick: PickerProps["onPick"], extra: PickerProps["extra"]) {
  const [text, setText] = useState("");
  const [place, setPlace] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const made = extra?.(text) ?? null;
  const found = [...options.filter((option) => matches(option.text, text)), ...(made ? [made] : [])];
  const at = Math.min(place, Math.max(found.length - 1, 0));
  const current = found[at];
  useEffect(() => {
    list.current?.querySelector(`[data-place="${at}"]`)?.scrollIntoView?.({ block: "nearest" });
  }, [at]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setPlace(moved(at, step, found.length));
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      if (current && !current.isDisabled) onPick(current.id, text);
    }
  };
  const type = (next: string) => {
    setText(next);
    setPlace(0);
  };
  return { text, type, found, at, current, setPlace, onKeyDown, list };
}

const STEPS: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

interface RowProps {
  id: string;
  option: Option;
  place: number;
  isAt: boolean;
  onPlace: (place: number) => void;
  onPick: (id: string) => void;
}

/** The focus stays in the input: a row is pointed at, never focused. */
function Row({ id, option, place, isAt, onPlace, onPick }: RowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input above has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the input above keeps the focus (aria-activedescendant)
    <div
      id={id}
      data-place={place}
      role="option"
      aria-selected={option.isChosen ?? false}
      aria-disabled={option.isDisabled ?? false}
      onMouseMove={() => !isAt && onPlace(place)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => !option.isDisabled && onPick(option.id)}
      className={cx(
        "flex min-h-8 items-center gap-2.5 rounded px-2 py-1.5",
        isAt && "bg-hover",
        option.isDisabled && "cursor-not-allowed text-muted",
      )}
    >
      {option.content}
      {option.isChosen && <Check size={15} aria-hidden className="shrink-0 text-accent-strong" />}
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
