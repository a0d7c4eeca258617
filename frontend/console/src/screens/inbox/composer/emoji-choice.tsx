/** Emoji to look through and to search, all of it by keys: the list the widget has, too, with names in the agent's language. */
import { type Emoji, type EmojiGroup, emojiIn, emojiOf, foundEmoji, walk } from "@zuruf/protocol/emoji";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useWords } from "../../../i18n/words";

const AGAIN_MS = 2_000;

export function EmojiChoice({ pick }: { pick: (sign: string) => void }) {
  const { t, language } = useWords();
  const groups = useGroups(language);
  const panel = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState("");
  const found = foundEmoji(groups, query);
  const isSearching = query.trim() !== "";
  const searched = (event: KeyboardEvent) => {
    const [first] = found;
    if (event.key !== "Enter" || event.nativeEvent.isComposing || !first) return;
    event.preventDefault();
    pick(first.sign);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the buttons inside, heard in one place
    <div
      ref={panel}
      onKeyDown={(event) => walk(event, panel.current)}
      className="flex w-86 max-w-full flex-col gap-2 p-2"
    >
      <input
        // biome-ignore lint/a11y/noAutofocus: the popover was opened to search or to walk from here
        autoFocus
        type="search"
        value={query}
        placeholder={t("emoji.search")}
        aria-label={t("emoji.search")}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={searched}
        className="h-9 rounded border border-field bg-surface px-3"
      />
      <p role="status" className={isSearching && found.length === 0 ? "px-1 text-muted text-sm" : "sr-only"}>
        {isSearching && (found.length > 0 ? t("emoji.found", { n: found.length }) : t("emoji.none"))}
      </p>
      <div className="relative h-64 overflow-y-auto overscroll-contain">
        {isSearching && <Signs all={found} isFirst pick={pick} />}
        {!isSearching &&
          groups.map((group, index) => (
            <section key={group.name} aria-label={group.name}>
              <h3 className="px-1 pt-2 pb-1 font-medium text-muted text-xs">{group.name}</h3>
              <Signs all={emojiOf(group)} isFirst={index === 0} pick={pick} />
            </section>
          ))}
      </div>
    </div>
  );
}

/** Asked for again while the network is gone. */
function useGroups(language: string): readonly EmojiGroup[] {
  const [groups, setGroups] = useState<readonly EmojiGroup[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const ask = () =>
      emojiIn(language).then(
        (found) => isOver || setGroups(found),
        () => {
          if (!isOver) timer = setTimeout(ask, AGAIN_MS);
        },
      );
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [language]);
  return groups;
}

/** One of all can be reached by Tab, the others from it by arrows. */
function Signs({ all, isFirst, pick }: { all: Emoji[]; isFirst: boolean; pick: (sign: string) => void }) {
  return (
    <div className="flex flex-wrap">
      {all.map(({ sign, name }, index) => (
        <button
          type="button"
          key={sign}
          data-sign
          tabIndex={isFirst && index === 0 ? 0 : -1}
          aria-label={name}
          title={name}
          onClick={() => pick(sign)}
          className="-outline-offset-2 grid size-9 place-items-center rounded text-xl leading-none hover:bg-hover"
        >
          {sign}
        </button>
      ))}
    </div>
  );
}
