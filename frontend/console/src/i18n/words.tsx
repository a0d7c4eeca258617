/** The console's sentences in the agent's language; a language is loaded when it is chosen. */
import { type Catalogue, chosenLanguage, type Values, type Words, words } from "@zuruf/protocol/words";
import { createContext, Fragment, type ReactNode, useContext } from "react";
import type english from "./en.json";

export type Key = keyof typeof english;
export type T = (key: Key, values?: Values) => string;

/** Another language is another file beside these; that it is complete a test sees to. */
const LOADERS = Object.fromEntries(
  Object.entries(import.meta.glob<{ default: Catalogue<Key> }>("./??.json")).map(([file, load]) => [
    file.slice("./".length, -".json".length),
    load,
  ]),
);

export const LANGUAGES = Object.keys(LOADERS);
const REMEMBERED = "zuruf.language";

const Context = createContext<Words<Key> | null>(null);
export const WordsProvider = Context.Provider;

export function useWords(): Words<Key> {
  const found = useContext(Context);
  if (!found) throw new Error("useWords needs a WordsProvider above it");
  return found;
}

export async function loadWords(language: string): Promise<Words<Key>> {
  const load = LOADERS[language] ?? LOADERS.en;
  if (!load) throw new Error(`no catalogue for ${language}`);
  return words(language, (await load()).default);
}

/** The language chosen here before, else the browser's first one that we speak. */
export function firstLanguage(): string {
  const remembered = localStorage.getItem(REMEMBERED);
  return chosenLanguage([...(remembered ? [remembered] : []), ...navigator.languages], LANGUAGES);
}

export function rememberLanguage(language: string): void {
  localStorage.setItem(REMEMBERED, language);
}

/** A sentence with components at its placeholders: `<Sentence of="why.by" with={{ name: <b>Marie</b> }} />`. */
export function Sentence({ of, n, with: nodes }: { of: Key; n?: number; with: Record<string, ReactNode> }) {
  const { parts, number } = useWords();
  const cut = parts(of, n === undefined ? {} : { n });
  // The parts of a sentence never change places, so their position is their identity.
  return cut.map((part, index) => {
    const key = `${index}:${part}`;
    const node = part === "n" && n !== undefined ? number(n) : nodes[part];
    return <Fragment key={key}>{index % 2 ? node : part}</Fragment>;
  });
}
