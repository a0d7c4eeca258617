/** The list above the composer while a word is being completed: type to filter, arrows, enter or tab, escape leaves what was typed. */
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from "react";
import { useWords } from "../../../i18n/words";
import { cx } from "../../../ui/class";
import { replaceIn, type Sign, type Token, tokenAt } from "./completion";

export interface Suggestion {
  id: string;
  content: ReactNode;
  /** What takes the token's place. */
  text: string;
  isDisabled?: boolean;
}

/** What is offered behind a sign. */
export interface Source {
  sign: Sign;
  label: string;
  /** Said where nothing matches; without it the list closes. */
  none?: string;
  find: (query: string) => Suggestion[];
  onPick?: (id: string) => void;
}

export interface Completing {
  list: ReactNode;
  /** Whether the key was the list's. */
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => boolean;
  onCaret: (caret: number) => void;
  /** The ids of the list and of its current row, for the field's `aria-controls` and `aria-activedescendant`. */
  controls: string | undefined;
  active: string | undefined;
}

export function useCompleting(
  area: RefObject<HTMLTextAreaElement | null>,
  text: string,
  sources: readonly Source[],
): Completing {
  const listId = useId();
  const [caret, setCaret] = useState(-1);
  const [place, setPlace] = useState({ of: "", at: 0 });
  const [left, setLeft] = useState("");
  const { token, source, found } = offered(text, caret, sources);
  const key = token ? `${token.sign}${token.from}${token.query}` : "";
  const isOpen = !!source && left !== `${token?.sign}${token?.from}` && (found.length > 0 || !!source.none);
  const at = place.of === key ? Math.min(place.at, Math.max(0, found.length - 1)) : 0;
  // Where the token is gone, the same place may open the list anew.
  if (!token && left) setLeft("");
  const pick = (suggestion: Suggestion) => {
    if (!area.current || !token || suggestion.isDisabled) return;
    replaceIn(area.current, token.from, token.to, suggestion.text);
    source?.onPick?.(suggestion.id);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    if (!isOpen || !token) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = found[at];
    if (event.key === "Escape") setLeft(`${token.sign}${token.from}`);
    else if (step && found.length > 0) setPlace({ of: key, at: (at + step + found.length) % found.length });
    else if ((event.key === "Enter" || event.key === "Tab") && chosen && !event.shiftKey) pick(chosen);
    else return false;
    event.preventDefault();
    return true;
  };
  const list = isOpen && (
    <Listed
      id={listId}
      source={source}
      found={found}
      at={at}
      onPlace={(n) => setPlace({ of: key, at: n })}
      onPick={pick}
    />
  );
  const current = isOpen ? found[at] : undefined;
  return {
    list,
    onKeyDown,
    onCaret: setCaret,
    controls: isOpen ? listId : undefined,
    active: current ? `${listId}-${current.id}` : undefined,
  };
}

function offered(text: string, caret: number, sources: readonly Source[]) {
  const signs = sources.map(({ sign }) => sign);
  const token: Token | null = caret < 0 ? null : tokenAt(text, caret, signs);
  const source = token ? sources.find(({ sign }) => sign === token.sign) : undefined;
  return { token, source, found: token && source ? source.find(token.query) : [] };
}

interface ListedProps {
  id: string;
  source: Source;
  found: Suggestion[];
  at: number;
  onPlace: (place: number) => void;
  onPick: (suggestion: Suggestion) => void;
}

/** The focus stays in the field: a row is pointed at, never focused. */
function Listed({ id, source, found, at, onPlace, onPick }: ListedProps) {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector(`[data-place="${at}"]`)?.scrollIntoView?.({ block: "nearest" });
  }, [at]);
  return (
    <div className="absolute inset-x-0 bottom-full z-10 mb-1.5 overflow-hidden rounded-lg border bg-surface shadow-pop">
      <div
        ref={box}
        id={id}
        role="listbox"
        aria-label={source.label}
        className="max-h-[min(320px,40dvh)] overflow-y-auto p-1.5"
      >
        {found.map((suggestion, place) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field below has the keys
          // biome-ignore lint/a11y/useFocusableInteractive: the field below keeps the focus (aria-activedescendant)
          <div
            key={suggestion.id}
            id={`${id}-${suggestion.id}`}
            data-place={place}
            role="option"
            aria-selected={place === at}
            aria-disabled={suggestion.isDisabled ?? false}
            onMouseMove={() => place !== at && onPlace(place)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onPick(suggestion)}
            className={cx(
              "flex min-h-8 items-center gap-2.5 rounded px-2 py-1.5",
              place === at && "bg-hover",
              suggestion.isDisabled && "cursor-not-allowed text-muted",
            )}
          >
            {suggestion.content}
          </div>
        ))}
        {found.length === 0 && <p className="px-2 py-2 text-muted">{source.none}</p>}
      </div>
      <p className="sr-only" role="status">
        {t("composer.found", { n: found.length })}
      </p>
    </div>
  );
}
