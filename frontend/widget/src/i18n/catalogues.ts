// All languages at once, for the tests: a visitor fetches one.
import { type Catalogue, words } from "@zuruf/protocol/words";
import { byLanguage, type Key, type Spoken } from "../frame/words";

export const CATALOGUES = byLanguage(import.meta.glob<Catalogue<Key>>("./??.json", { eager: true, import: "default" }));

export function spoken(language: string): Spoken {
  return words<Key>(language, CATALOGUES[language] as Catalogue<Key>);
}
