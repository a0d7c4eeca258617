/** Everything one can do or go to from here, found by typing (⌘K): what applies on this screen, pages, groups, people, conversations. */
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useWords } from "../i18n/words";
import { takeTypedAhead } from "../parts/palette-key";
import { Button, Kbd } from "../ui/button";
import { cx } from "../ui/class";
import { focused } from "../ui/focus";
import { Sheet } from "../ui/overlay";
import { type Entry, useEntries } from "./palette-entries";
import { foundIn, recent, remember } from "./palette-find";
import { type Asked, useAsked } from "./palette-server";

export default function Palette({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  return (
    <Sheet
      title={t("palette.title")}
      isTitleHidden
      look="modal"
      width="max-w-[560px]"
      isOpen
      onClose={onClose}
      closeLabel={t("close")}
    >
      <Chooser onClose={onClose} />
    </Sheet>
  );
}

function Chooser({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const listId = useId();
  const { typed, type, found, own, asked, at, setPlace, onKeyDown, run, list } = useChoosing(onClose);
  const row = (entry: Entry, index: number) => (
    <Row
      key={entry.id}
      id={`${listId}-${index}`}
      place={index}
      entry={entry}
      isAt={index === at}
      onPlace={setPlace}
      onRun={run}
    />
  );
  return (
    <>
      <div className="border-b p-2">
        <input
          ref={focused}
          role="combobox"
          aria-label={t("palette.title")}
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={found[at] ? `${listId}-${at}` : undefined}
          placeholder={t("palette.placeholder")}
          value={typed}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-9 w-full rounded bg-transparent px-3 text-base"
        />
      </div>
      <div
        ref={list}
        id={listId}
        role="listbox"
        aria-label={t("palette.title")}
        className="h-[min(420px,60dvh)] overflow-y-auto p-1.5"
      >
        {found.slice(0, own).map(row)}
        {asked.entries.length > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, no fieldset
          <div role="group" aria-labelledby={`${listId}-asked`}>
            <p id={`${listId}-asked`} className="px-2.5 pt-3 pb-1 text-xs font-semibold text-muted">
              {t("palette.asked")}
            </p>
            {asked.entries.map((entry, index) => row(entry, own + index))}
          </div>
        )}
      </div>
      <Foot asked={asked} count={found.length} />
    </>
  );
}

/** How much was found, and whether the server is still being asked or could not be. */
function Foot({ asked: { state, again }, count }: { asked: Asked; count: number }) {
  const { t } = useWords();
  const counted = count ? t("palette.found", { n: count }) : t("palette.none");
  const sentence = state === "asking" ? t("palette.asking") : state === "failed" ? t("palette.asked_in_vain") : counted;
  return (
    <div className="flex min-h-9 items-center gap-2 border-t px-4 py-1.5 text-xs text-muted">
      <p role="status" className="min-w-0 grow">
        {sentence}
      </p>
      {state === "failed" && (
        <Button size="sm" onClick={again}>
          {t("again")}
        </Button>
      )}
    </div>
  );
}

function useChoosing(onClose: () => void) {
  const list = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const entries = useEntries(navigate);
  const [typed, setTyped] = useState(takeTypedAhead);
  const [place, setPlace] = useState(0);
  const here = useMemo(() => foundIn(entries, typed, recent()), [entries, typed]);
  const asked = useAsked(typed, here, navigate);
  const found = [...here, ...asked.entries];
  const at = Math.min(place, Math.max(found.length - 1, 0));
  const current = found[at];
  useEffect(() => {
    list.current?.querySelector(`[data-place="${at}"]`)?.scrollIntoView?.({ block: "nearest" });
  }, [at]);
  const type = (next: string) => {
    setTyped(next);
    setPlace(0);
  };
  const run = (entry: Entry) => {
    remember(entry.id);
    onClose();
    // What it opens takes the focus once this sheet has given it back.
    setTimeout(entry.act);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step && found.length > 0) setPlace((at + step + found.length) % found.length);
    else if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    else if (current) run(current);
    event.preventDefault();
  };
  return { typed, type, found, own: here.length, asked, at, setPlace, onKeyDown, run, list };
}

interface RowProps {
  id: string;
  place: number;
  entry: Entry;
  isAt: boolean;
  onPlace: (place: number) => void;
  onRun: (entry: Entry) => void;
}

/** The focus stays in the input: a row is pointed at, never focused. */
function Row({ id, place, entry, isAt, onPlace, onRun }: RowProps) {
  const { icon: Icon } = entry;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input above has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the input above keeps the focus (aria-activedescendant)
    <div
      id={id}
      data-place={place}
      role="option"
      aria-selected={isAt}
      onMouseMove={() => !isAt && onPlace(place)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => onRun(entry)}
      className={cx("flex min-h-9 cursor-pointer items-center gap-2.5 rounded px-2.5 py-1", isAt && "bg-hover")}
    >
      <Icon size={15} aria-hidden className="shrink-0 text-muted" />
      <span className="min-w-0 grow truncate">{entry.name}</span>
      <span className="max-w-[45%] shrink-0 truncate text-xs text-muted">{entry.kind}</span>
      {entry.keys.length > 0 && <Kbd>{entry.keys.join(" ")}</Kbd>}
    </div>
  );
}
