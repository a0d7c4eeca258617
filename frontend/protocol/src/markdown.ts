/** Small Markdown (I4): what a message's text says, as a tree, and drawn as elements of React or Preact; never as markup.
 *
 * src/zuruf/domain/markdown.py reads the same by the same rules; cases/markdown.json holds the two together. What is no complete mark stays
 * letter by letter as it was typed: `2*3*4`, snake_case, ¯\_(ツ)_/¯.
 */
import { isAddress, pieces } from "./links";

export type Inline =
  | string
  | { tag: "strong" | "em" | "s"; kids: Inline[] }
  | { tag: "code"; text: string }
  | { tag: "a"; text: string; href: string };
export type Block =
  | { tag: "p"; kids: Inline[] }
  | { tag: "pre"; text: string }
  | { tag: "blockquote"; kids: Block[] }
  | { tag: "ul" | "ol"; start: number; items: Block[][] };

const DEEPEST = 4;
const FENCE = /^```\w*\s*$/;
const QUOTE = /^>(?: |$)/;
const ITEM = /^(?:[-*+]|(\d{1,9})[.)]) +(?=\S)/;
const INDENTED = /^ {2,}(?=\S)/;
const MARK = /`+|\*+|_+|~+|\[/g;
const LINK = /\[([^[\]\n]+)\]\(((?:[^\s()<>]|\([^\s()<>]*\))+)\)/y;
const WORD = /[\p{L}\p{N}\\]/u;

export function blocks(text: string, depth = 0): Block[] {
  const lines = text.split("\n");
  const found: Block[] = [];
  let plain: string[] = [];
  const flush = (isAlone: boolean) => {
    // Beside other blocks their own distance stands for empty lines; a text that is nothing else keeps each.
    const said = isAlone ? plain.join("\n") : plain.join("\n").replace(/^\n+|\n+$/g, "");
    if (said) found.push({ tag: "p", kids: inline(said) });
    plain = [];
  };
  for (let at = 0; at < lines.length; ) {
    const [block, end] = depth < DEEPEST ? blockAt(lines, at, depth) : [null, at];
    if (block) {
      flush(false);
      found.push(block);
      at = end;
    } else plain.push(lines[at++] ?? "");
  }
  flush(found.length === 0);
  return found;
}

function blockAt(lines: string[], at: number, depth: number): [Block | null, number] {
  if (FENCE.test(lines[at] ?? "")) {
    const end = lines.findIndex((line, place) => place > at && line.trimEnd() === "```");
    if (end > 0) return [{ tag: "pre", text: lines.slice(at + 1, end).join("\n") }, end + 1];
  }
  let end = at;
  while (QUOTE.test(lines[end] ?? "")) end++;
  if (end === at) return listAt(lines, at, depth);
  const quoted = lines.slice(at, end).map((line) => line.slice(2));
  return [{ tag: "blockquote", kids: blocks(quoted.join("\n"), depth + 1) }, end];
}

/** Items of one sign, their numbers counting on: "24. December" and "31. December" below it are two lists. */
function listAt(lines: string[], at: number, depth: number): [Block | null, number] {
  const first = ITEM.exec(lines[at] ?? "");
  if (!first) return [null, at];
  const isNumbered = first[1] !== undefined;
  const start = Number(first[1] ?? 0);
  const sign = first[0].trim().slice(-1);
  const items: Block[][] = [];
  let end = at;
  for (let met: RegExpExecArray | null = first; met; met = ITEM.exec(lines[end] ?? "")) {
    if (met[0].trim().slice(-1) !== sign || (isNumbered && Number(met[1]) !== start + items.length)) break;
    const own = [(lines[end++] ?? "").slice(met[0].length)];
    while (INDENTED.test(lines[end] ?? "")) own.push((lines[end++] ?? "").trimStart());
    items.push(blocks(own.join("\n"), depth + 1));
  }
  return [{ tag: isNumbered ? "ol" : "ul", start, items }, end];
}

/** An address in the text, which no mark cuts. */
interface Span {
  from: number;
  to: number;
  href: string;
}

export function inline(text: string, depth = 0): Inline[] {
  const spans = spansOf(text);
  const found: Inline[] = [];
  const hopeless = new Set<string>();
  let from = 0;
  const say = (to: number) => found.push(...linked(text, from, to, spans));
  let at = 0;
  while (at < text.length && depth < DEEPEST) {
    MARK.lastIndex = at;
    const mark = MARK.exec(text);
    if (!mark) break;
    at = mark.index + mark[0].length;
    const node = isInside(spans, mark.index) || hopeless.has(mark[0]) ? null : markAt(text, mark, spans, depth);
    if (!node) continue;
    if (node.inline) {
      say(mark.index);
      found.push(node.inline);
      from = at = node.end;
    } else hopeless.add(mark[0]);
  }
  say(text.length);
  return found;
}

interface Marked {
  /** Null where no such mark is closed any more, so that nobody looks again. */
  inline: Inline | null;
  end: number;
}

function markAt(text: string, { 0: mark, index }: RegExpExecArray, spans: Span[], depth: number): Marked | null {
  const begin = index + mark.length;
  if (mark === "[") {
    LINK.lastIndex = index;
    const [whole = "", label = "", href = ""] = LINK.exec(text) ?? [];
    return isAddress(href) ? { inline: { tag: "a", text: label, href }, end: index + whole.length } : null;
  }
  const isCode = mark[0] === "`";
  if (!isCode && (mark.length > 3 || (mark[0] === "~") !== (mark === "~~"))) return null;
  if (!isCode && (WORD.test(text[index - 1] ?? "") || !/\S/.test(text[begin] ?? ""))) return null;
  const close = closeOf(text, mark, begin, isCode ? [] : spans);
  if (close < 0) return { inline: null, end: begin };
  const inner = text.slice(begin, close);
  if (inner.includes("\n") && !isCode) return null;
  return {
    inline: isCode ? { tag: "code", text: inner } : emphasis(mark, inline(inner, depth + 1)),
    end: close + mark.length,
  };
}

function emphasis(mark: string, kids: Inline[]): Inline {
  if (mark === "~~") return { tag: "s", kids };
  if (mark.length === 3) return { tag: "em", kids: [{ tag: "strong", kids }] };
  return { tag: mark.length === 2 ? "strong" : "em", kids };
}

/** Where the same mark stands at the end of a word, or -1. */
function closeOf(text: string, mark: string, from: number, spans: Span[]): number {
  MARK.lastIndex = from;
  for (let met = MARK.exec(text); met; met = MARK.exec(text)) {
    const at = met.index;
    if (met[0] !== mark || isInside(spans, at)) continue;
    if (mark[0] === "`" || (/\S/.test(text[at - 1] ?? "") && !WORD.test(text[at + mark.length] ?? ""))) return at;
  }
  return -1;
}

function spansOf(text: string): Span[] {
  let from = 0;
  return pieces(text).flatMap((piece) => {
    const to = from + (typeof piece === "string" ? piece : piece.text).length;
    const span = typeof piece === "string" ? [] : [{ from, to, href: piece.href }];
    from = to;
    return span;
  });
}

function isInside(spans: Span[], at: number): boolean {
  return spans.some(({ from, to }) => from <= at && at < to);
}

/** The stretch with its whole addresses as links. */
function linked(text: string, from: number, to: number, spans: Span[]): Inline[] {
  const found: Inline[] = [];
  let at = from;
  for (const span of spans) {
    if (span.from < at || span.to > to) continue;
    if (span.from > at) found.push(text.slice(at, span.from));
    found.push({ tag: "a", text: text.slice(span.from, span.to), href: span.href });
    at = span.to;
  }
  if (to > at) found.push(text.slice(at, to));
  return found;
}

/** The words without their marks: a row of a list, a notification. What was cut inside a mark keeps it. */
export function plain(text: string): string {
  return words(blocks(text));
}

function words(all: Block[]): string {
  return all.map(wordsOf).join("\n");
}

function wordsOf(block: Block): string {
  if (block.tag === "p") return block.kids.map(inlineWords).join("");
  if (block.tag === "pre") return block.text;
  if (block.tag === "blockquote") return words(block.kids);
  // "24. December" is a date at least as often as a list.
  const number = (place: number) => (block.tag === "ol" ? `${block.start + place}. ` : "");
  return block.items.map((kids, place) => number(place) + words(kids)).join("\n");
}

function inlineWords(one: Inline): string {
  if (typeof one === "string") return one;
  return one.tag === "a" || one.tag === "code" ? one.text : one.kids.map(inlineWords).join("");
}

type Create<N> = (tag: string, props: Record<string, string | number> | null, ...kids: (N | string)[]) => N;

/** The text as elements of whoever creates them; a text without any mark is that text. */
export function drawn<N>(text: string, create: Create<N>): (N | string)[] {
  const parts = (kids: Inline[]): (N | string)[] => kids.map(part);
  const part = (one: Inline): N | string => {
    if (typeof one === "string") return one;
    if (one.tag === "code") return create("code", null, one.text);
    if (one.tag !== "a") return create(one.tag, null, ...parts(one.kids));
    return create("a", { href: one.href, target: "_blank", rel: "noopener noreferrer nofollow" }, one.text);
  };
  const block = (one: Block): N => {
    if (one.tag === "p") return create("p", null, ...parts(one.kids));
    if (one.tag === "pre") return create("pre", null, create("code", null, one.text));
    if (one.tag === "blockquote") return create("blockquote", null, ...body(one.kids));
    const items = one.items.map((kids) => create("li", null, ...body(kids)));
    return create(one.tag, one.tag === "ol" ? { start: one.start } : null, ...items);
  };
  const body = (kids: Block[]): (N | string)[] =>
    kids[0]?.tag === "p" && !kids[1] ? parts(kids[0].kids) : kids.map(block);
  return body(blocks(text));
}
