// Words of the choice of emoji; they come with it.
import type { Catalogue } from "@zuruf/protocol/words";
import { byLanguage, wordsOf } from "./words";

export type EmojiKey = keyof typeof import("../i18n/emoji/en.json");
export const EMOJI_WORDS = byLanguage(
  import.meta.glob<Catalogue<EmojiKey>>("../i18n/emoji/??.json", { eager: true, import: "default" }),
);
export const useEmojiWords = wordsOf<EmojiKey>(EMOJI_WORDS);
