/** Keys and pasting that write small Markdown for whoever does not want to type it (I4). */
import { isAddress } from "@zuruf/protocol/links";
import type { ClipboardEvent, KeyboardEvent } from "react";
import { replaceIn } from "./completion";

const MARKS: Partial<Record<string, string>> = { b: "**", i: "*" };

/** Ctrl or ⌘ with B or I sets the selection bold or italic, a second time as it was. Whether it was such a key. */
export function formats(event: KeyboardEvent<HTMLTextAreaElement>): boolean {
  const mark =
    (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey ? MARKS[event.key.toLowerCase()] : "";
  if (!mark) return false;
  event.preventDefault();
  setMark(event.currentTarget, mark);
  return true;
}

function setMark(area: HTMLTextAreaElement, mark: string): void {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const { text, begin, end } = marked(value, from, to, mark);
  replaceIn(area, begin, end, text);
  const inside = text.startsWith(mark) && begin === from ? begin + mark.length : begin;
  area.setSelectionRange(inside, inside + (to - from));
}

/** What takes the place of [begin, end) when this selection is marked, or unmarked where it is. */
export function marked(value: string, from: number, to: number, mark: string) {
  const { length } = mark;
  const said = value.slice(from, to);
  const isMarked =
    value.slice(from - length, from) === mark &&
    value.slice(to, to + length) === mark &&
    // One star of two is not the mark of italics.
    (length > 1 || value[from - 2] !== mark);
  return isMarked
    ? { text: said, begin: from - length, end: to + length }
    : { text: mark + said + mark, begin: from, end: to };
}

/** An address pasted over selected words makes them a link. */
export function linksSelection(event: ClipboardEvent<HTMLTextAreaElement>): void {
  const { selectionStart: from, selectionEnd: to, value } = event.currentTarget;
  const address = event.clipboardData.getData("text/plain").trim();
  const said = value.slice(from, to);
  if (!said.trim() || /[\n[\]]/.test(said) || isAddress(said) || !isAddress(address) || /\s/.test(address)) return;
  event.preventDefault();
  replaceIn(event.currentTarget, from, to, `[${said}](${address})`);
}
