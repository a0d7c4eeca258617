// Words of what is seldom needed; they come with it.
import type { Catalogue } from "@zuruf/protocol/words";
import { byLanguage, wordsOf } from "./words";

export type MoreKey = keyof typeof import("../i18n/more/en.json");
export const MORE = byLanguage(
  import.meta.glob<Catalogue<MoreKey>>("../i18n/more/??.json", { eager: true, import: "default" }),
);
export const useMoreWords = wordsOf<MoreKey>(MORE);
