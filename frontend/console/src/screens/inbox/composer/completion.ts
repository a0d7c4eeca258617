/** What is being completed where the cursor stands: a sign at the start of a word and what was typed behind it. */

export type Sign = "/" | ":" | "@";

export interface Token {
  sign: Sign;
  query: string;
  from: number;
  to: number;
}

const TOKEN = /(?:^|[\s([{"'„“])([/:@])([\p{L}\p{N}_+-]*)$/u;

/** The token the cursor stands behind, or null. */
export function tokenAt(text: string, caret: number, signs: readonly Sign[]): Token | null {
  const met = TOKEN.exec(text.slice(0, caret));
  const sign = met?.[1] as Sign | undefined;
  if (!met || !sign || !signs.includes(sign)) return null;
  const query = met[2] ?? "";
  return { sign, query, from: caret - query.length - 1, to: caret };
}

/** Writes `text` over a stretch of the field so that the browser's own undo takes it back. */
export function replaceIn(area: HTMLTextAreaElement, from: number, to: number, text: string): void {
  area.focus();
  area.setSelectionRange(from, to);
  // Deprecated and without a successor: nothing else writes into the undo history of a field.
  if (document.execCommand?.("insertText", false, text)) return;
  area.setRangeText(text, from, to, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}
