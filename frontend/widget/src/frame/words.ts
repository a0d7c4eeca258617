// The visitor's language.
import { type Words, words } from "@zuruf/protocol/words";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import de from "../i18n/de.json";
import en from "../i18n/en.json";
import fr from "../i18n/fr.json";

export type Key = keyof typeof en;
export type Spoken = Words<Key>;

export const CATALOGUES = { en, de, fr };

export function spoken(language: string): Spoken {
  const known = language in CATALOGUES ? (language as keyof typeof CATALOGUES) : "en";
  return words<Key>(known, CATALOGUES[known]);
}

const Language = createContext<Spoken | undefined>(undefined);
export const Speaking = Language.Provider;

export function useWords(): Spoken {
  const found = useContext(Language);
  if (!found) throw new Error("Expected to be inside Speaking.");
  return found;
}
