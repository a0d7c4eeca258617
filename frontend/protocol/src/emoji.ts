// Emoji to choose from, for console and widget alike: shipped with us, named in the person's language, asked of nobody else.
/** By what it is: its name, and after commas what else one may look for it under. */
export interface EmojiGroup {
  readonly name: string;
  readonly emoji: Readonly<Record<string, string>>;
}

export interface Emoji {
  readonly sign: string;
  readonly name: string;
}

const FILES = import.meta.glob<readonly EmojiGroup[]>("./emoji/??.json", { import: "default" });

/** The names of one language are fetched; English for one nobody has written. */
export function emojiIn(language: string): Promise<readonly EmojiGroup[]> {
  const load = FILES[`./emoji/${language}.json`] ?? FILES["./emoji/en.json"];
  if (!load) throw new Error("Expected emoji in English, found none.");
  return load();
}

export function emojiOf(group: EmojiGroup): Emoji[] {
  return Object.entries(group.emoji).map(([sign, names]) => ({ sign, name: nameOf(names) }));
}

/** Those whose names have all words of the query: first where the name begins so, then where words do, then inside of words. */
export function foundEmoji(groups: readonly EmojiGroup[], query: string): Emoji[] {
  const wanted = wordsOf(query);
  if (wanted.length === 0) return [];
  const all = groups.flatMap((group) => Object.entries(group.emoji));
  const ranked = all.map(([sign, names]) => ({ sign, name: nameOf(names), rank: rankOf(folded(names), wanted) }));
  return ranked
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ sign, name }) => ({ sign, name }));
}

function rankOf(names: string, wanted: readonly string[]): number {
  if (!wanted.every((word) => names.includes(word))) return 3;
  if (names.startsWith(wanted.join(" "))) return 0;
  const theirs = wordsOf(names);
  return wanted.every((word) => theirs.some((other) => other.startsWith(word))) ? 1 : 2;
}

export interface Place {
  readonly left: number;
  readonly top: number;
}

/** Where a key leads from one of many signs in rows of any length; the same place for a key that leads nowhere. */
export function placeAfter(places: readonly Place[], at: number, key: string, isFromRight: boolean): number {
  const last = places.length - 1;
  const within = (index: number) => Math.max(0, Math.min(last, index));
  switch (key) {
    case "ArrowRight":
      return within(at + (isFromRight ? -1 : 1));
    case "ArrowLeft":
      return within(at + (isFromRight ? 1 : -1));
    case "Home":
      return 0;
    case "End":
      return last;
    case "ArrowDown":
      return nextRow(places, at, 1);
    case "ArrowUp":
      return nextRow(places, at, -1);
    default:
      return at;
  }
}

/** In the nearest row above or below, whatever stands closest. */
function nextRow(places: readonly Place[], at: number, direction: 1 | -1): number {
  const from = places[at];
  if (!from) return at;
  const beyond = places
    .map((place, index) => ({
      index,
      rows: (place.top - from.top) * direction,
      aside: Math.abs(place.left - from.left),
    }))
    .filter(({ rows }) => rows > 1)
    .sort((a, b) => a.rows - b.rows || a.aside - b.aside);
  return beyond[0]?.index ?? at;
}

function nameOf(names: string): string {
  return names.split(",", 1)[0] ?? names;
}

function wordsOf(text: string): string[] {
  return folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

function folded(text: string): string {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.replaceAll("œ", "oe").replaceAll("ß", "ss");
}

/** The focus goes where a key leads among the signs of a panel: from its search down into them, and from one to the next. */
export function walk(event: Pick<KeyboardEvent, "key" | "target" | "preventDefault">, panel: HTMLElement | null): void {
  const signs = [...(panel?.querySelectorAll<HTMLElement>("[data-sign]") ?? [])];
  const at = signs.indexOf(event.target as HTMLElement);
  const isInSearch = at < 0;
  if (isInSearch && event.key !== "ArrowDown") return;
  const places = signs.map((sign) => ({ left: sign.offsetLeft, top: sign.offsetTop }));
  const to = isInSearch ? 0 : placeAfter(places, at, event.key, document.dir === "rtl");
  if (to === at) return;
  event.preventDefault();
  signs[to]?.focus();
}
