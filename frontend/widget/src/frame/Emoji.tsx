// The choice of emoji above the field: to be looked through, to be searched, all of it by keys; what is chosen goes in at the caret.
import { type Emoji, type EmojiGroup, emojiIn, emojiOf, foundEmoji, walk } from "@zuruf/protocol/emoji";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { again } from "./again";
import css from "./emoji.css?inline";
import { useEmojiWords } from "./emoji-words";
import { wear } from "./wear";

wear(css);

interface Given {
  pick: (sign: string) => void;
  close: () => void;
}

export function Emojis({ pick, close }: Given) {
  const { t, language } = useEmojiWords();
  const panel = useRef<HTMLFieldSetElement>(null);
  const [groups, setGroups] = useState<readonly EmojiGroup[]>([]);
  const [query, setQuery] = useState("");
  useEffect(() => {
    let isOver = false;
    void again(() => emojiIn(language)).then((found) => isOver || setGroups(found));
    return () => {
      isOver = true;
    };
  }, [language]);
  const isReady = groups.length > 0;
  useLayoutEffect(() => {
    // Under a thumb the search would bring the keyboard over what is to be looked at.
    const first = matchMedia("(pointer: coarse)").matches ? "[data-sign]" : "input";
    if (isReady) panel.current?.querySelector<HTMLElement>(first)?.focus();
  }, [isReady]);
  const found = foundEmoji(groups, query);
  const isSearching = query.trim() !== "";
  const pressed = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      // The chat itself stays open.
      event.stopPropagation();
      close();
    } else walk(event, panel.current);
  };
  const searched = (event: KeyboardEvent) => {
    const [first] = found;
    if (event.key !== "Enter" || event.isComposing || !first) return;
    event.preventDefault();
    pick(first.sign);
  };
  return (
    <fieldset class="emoji" ref={panel} aria-label={t("emoji")} onKeyDown={pressed}>
      <input
        type="search"
        value={query}
        placeholder={t("search")}
        aria-label={t("search")}
        onInput={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={searched}
      />
      <p class="hidden" role="status">
        {isSearching && (found.length ? t("found", { n: found.length }) : t("none"))}
      </p>
      <div class="signs">
        {isSearching && <Signs all={found} isFirst pick={pick} />}
        {isSearching && found.length === 0 && <p class="mark">{t("none")}</p>}
        {!isSearching &&
          groups.map((group, index) => (
            <section key={group.name} aria-label={group.name}>
              <h2>{group.name}</h2>
              <Signs all={emojiOf(group)} isFirst={index === 0} pick={pick} />
            </section>
          ))}
      </div>
    </fieldset>
  );
}

/** One of all can be reached by Tab, the others from it by arrows. */
function Signs({ all, isFirst, pick }: { all: Emoji[]; isFirst: boolean; pick: (sign: string) => void }) {
  return (
    <div class="row">
      {all.map(({ sign, name }, index) => (
        <button
          type="button"
          key={sign}
          data-sign
          tabIndex={isFirst && index === 0 ? 0 : -1}
          aria-label={name}
          title={name}
          onClick={() => pick(sign)}
        >
          {sign}
        </button>
      ))}
    </div>
  );
}
