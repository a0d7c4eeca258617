// The visitor's language: its sentences are a file of their own, so that nobody fetches those of another.
import { type Catalogue, type Words, words } from "@zuruf/protocol/words";
import { createContext } from "preact";
import { useContext, useMemo } from "preact/hooks";
import { again } from "./again";

export type Key = keyof typeof import("../i18n/en.json");
export type Spoken = Words<Key>;

const learnt = new Map<string, Promise<Spoken>>();

/** English for a language nobody has written; asked for again until the network gives it. */
export function learn(language: string): Promise<Spoken> {
  const known = learnt.get(language) ?? again(() => fetched(language));
  learnt.set(language, known);
  return known;
}

async function fetched(language: string): Promise<Spoken> {
  // The frame's document has it preloaded: the request must be the same to the letter.
  const answer = await fetch(`/widget/words-${language}.json`);
  if (answer.ok) return words<Key>(language, (await answer.json()) as Catalogue<Key>);
  if (answer.status === 404 && language !== "en") return learn("en");
  throw new Error(`Expected the words of ${language}, got ${answer.status}.`);
}

export function byLanguage<C>(files: Readonly<Record<string, C>>): Readonly<Record<string, C>> {
  return Object.fromEntries(Object.entries(files).map(([file, catalogue]) => [file.slice(-7, -5), catalogue]));
}

const Language = createContext<Spoken | undefined>(undefined);
export const Speaking = Language.Provider;

export function useWords(): Spoken {
  const found = useContext(Language);
  if (!found) throw new Error("Expected to be inside Speaking.");
  return found;
}

/** The words of a part that comes later, which brings its own; English where a language has none of them. */
export function wordsOf<K extends string>(catalogues: Readonly<Record<string, Catalogue<K>>>): () => Words<K> {
  return () => {
    const { language } = useWords();
    return useMemo(() => words<K>(language, (catalogues[language] ?? catalogues.en) as Catalogue<K>), [language]);
  };
}
