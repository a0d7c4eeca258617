/** What the address of the visitors online says: which are shown and in which order (I8). */
import type { Id } from "@zuruf/protocol/types";

export const COLUMNS = ["visitor", "page", "group", "time", "pages", "country", "device", "from"] as const;
export type Column = (typeof COLUMNS)[number];

export interface OnlineSearch {
  /** Name, page or address. */
  q?: string;
  website?: Id;
  group?: Id;
  country?: string;
  language?: string;
  kind?: "new" | "returning";
  talk?: "yes" | "no";
  sort?: Column;
  down?: true;
}

/** What of an address's search is ours; anything else is dropped. */
export function onlineSearch(search: Record<string, unknown>): OnlineSearch {
  const text = (name: string) => (typeof search[name] === "string" && search[name] ? { [name]: search[name] } : {});
  const { kind, talk, sort } = search;
  return {
    ...text("q"),
    ...text("website"),
    ...text("group"),
    ...text("country"),
    ...text("language"),
    ...(kind === "new" || kind === "returning" ? { kind } : {}),
    ...(talk === "yes" || talk === "no" ? { talk } : {}),
    ...(COLUMNS.includes(sort as Column) ? { sort: sort as Column } : {}),
    ...(search.down === true ? { down: true } : {}),
  };
}
