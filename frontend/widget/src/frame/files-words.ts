// Words of files; they come with what shows them.
import type { Catalogue } from "@zuruf/protocol/words";
import { byLanguage, wordsOf } from "./words";

export type FileKey = keyof typeof import("../i18n/files/en.json");
export const FILES = byLanguage(
  import.meta.glob<Catalogue<FileKey>>("../i18n/files/??.json", { eager: true, import: "default" }),
);
export const useFileWords = wordsOf<FileKey>(FILES);
