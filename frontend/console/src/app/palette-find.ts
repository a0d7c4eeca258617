/** Which entries of the palette answer to what is typed, in which order. */
import { likeness } from "../ui/fuzzy";
import type { Entry } from "./palette-entries";

const SHOWN = 40;
const RECENT = "zuruf.palette";

/** With nothing typed, what was chosen lately comes first; otherwise what fits best, and of equals the one chosen lately. */
export function foundIn(entries: readonly Entry[], typed: string, lately: readonly string[]): Entry[] {
  const rank = (entry: Entry) => {
    const place = lately.indexOf(entry.id);
    return place < 0 ? 0 : (lately.length - place) / lately.length;
  };
  if (!typed.trim()) {
    const early = entries.filter((entry) => !entry.isOnlyFound || rank(entry) > 0);
    return early.sort((a, b) => rank(b) - rank(a)).slice(0, SHOWN);
  }
  return entries
    .map((entry) => ({
      entry,
      score: Math.max(likeness(entry.name, typed), likeness(`${entry.name} ${entry.words}`, typed) - 1),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || rank(b.entry) - rank(a.entry))
    .slice(0, SHOWN)
    .map(({ entry }) => entry);
}

export function recent(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(RECENT) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

export function remember(id: string): void {
  const next = [id, ...recent().filter((other) => other !== id)].slice(0, 8);
  try {
    localStorage.setItem(RECENT, JSON.stringify(next));
  } catch {
    // A full storage: the order is a comfort.
  }
}
