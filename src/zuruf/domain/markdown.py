"""Small Markdown (I4): what a message's text says, as a tree.

frontend/protocol/src/markdown.ts reads the same by the same rules; frontend/protocol/cases/markdown.json holds the two together. What is no
complete mark stays letter by letter as it was typed: `2*3*4`, snake_case, ¯\\_(ツ)_/¯.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import urlsplit

EmphasisTag = Literal["strong", "em", "s"]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Something said louder, or struck out."""

    tag: EmphasisTag
    kids: "tuple[Inline, ...]"


@dataclass(frozen=True, slots=True)
class Code:
    """A stretch of a line to be read letter by letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """`href` begins with http, https, mailto or tel."""

    text: str
    href: str


Inline = str | Emphasis | Code | Link


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines as they were written, with their line breaks."""

    kids: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines to be read letter by letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Lines of somebody else."""

    kids: "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Listing:
    """`start` is None where the items have no numbers."""

    start: int | None
    items: "tuple[tuple[Block, ...], ...]"


Block = Paragraph | CodeBlock | Quote | Listing

DEEPEST: Final = 4
_FENCE = re.compile(r"```\w*\s*")
_QUOTE = re.compile(r">(?: |$)")
_ITEM = re.compile(r"(?:[-*+]|(\d{1,9})[.)]) +(?=\S)", re.ASCII)
_INDENTED = re.compile(r" {2,}(?=\S)")
_MARK = re.compile(r"`+|\*+|_+|~+|\[")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\(((?:[^\s()<>]|\([^\s()<>]*\))+)\)")
_ADDRESS = re.compile(
    r"(?:https?://|www\.|mailto:|tel:)[^\s<>\"']+|[^\s@<>\"'():;,*`\[\]]{1,64}@[^\s@<>\"'():;,]{1,190}\.[a-z]{2,}",
    re.IGNORECASE,
)
_TAIL = re.compile(r"[.,:;!?…»”’\]*_~`]+$")


def blocks(text: str, depth: int = 0) -> tuple[Block, ...]:
    """The text's blocks in order."""
    lines, found, plain = text.split("\n"), list[Block](), list[str]()
    at = 0
    while at < len(lines):
        block, end = _block_at(lines, at, depth) if depth < DEEPEST else (None, at)
        if block is None:
            plain.append(lines[at])
            at += 1
            continue
        found += _paragraph("\n".join(plain).strip("\n"))
        found.append(block)
        plain, at = [], end
    said = "\n".join(plain)
    return (*found, *_paragraph(said.strip("\n") if found else said))


def _paragraph(text: str) -> list[Block]:
    return [Paragraph(inline(text))] if text else []


def _block_at(lines: Sequence[str], at: int, depth: int) -> tuple[Block | None, int]:
    if _FENCE.fullmatch(lines[at]):
        end = next((place for place in range(at + 1, len(lines)) if lines[place].rstrip() == "```"), 0)
        if end:
            return CodeBlock("\n".join(lines[at + 1 : end])), end + 1
    end = at
    while end < len(lines) and _QUOTE.match(lines[end]):
        end += 1
    if end == at:
        return _list_at(lines, at, depth)
    return Quote(blocks("\n".join(line[2:] for line in lines[at:end]), depth + 1)), end


def _list_at(lines: Sequence[str], at: int, depth: int) -> tuple[Block | None, int]:
    """Items of one sign, their numbers counting on: "24. December" and "31. December" below it are two lists."""
    first = _ITEM.match(lines[at])
    if first is None:
        return None, at
    start, sign = (int(first[1]) if first[1] else None), first[0].strip()[-1]
    items, end, met = list[tuple[Block, ...]](), at, _ITEM.match(lines[at])
    while met is not None:
        if met[0].strip()[-1] != sign or (start is not None and int(met[1] or -1) != start + len(items)):
            break
        own = [lines[end][met.end() :]]
        end += 1
        while end < len(lines) and _INDENTED.match(lines[end]):
            own.append(lines[end].lstrip())
            end += 1
        items.append(blocks("\n".join(own), depth + 1))
        met = _ITEM.match(lines[end]) if end < len(lines) else None
    return Listing(start, tuple(items)), end


@dataclass(frozen=True, slots=True)
class _Span:
    """An address in the text, which no mark cuts."""

    start: int
    end: int
    href: str


def inline(text: str, depth: int = 0) -> tuple[Inline, ...]:
    """What stands in a line, in order; joined together it says the same text."""
    spans, found, hopeless = _spans_of(text), list[Inline](), set[str]()
    said, at = 0, 0
    while depth < DEEPEST and (mark := _MARK.search(text, at)):
        at = mark.end()
        if mark[0] in hopeless or _is_inside(spans, mark.start()):
            continue
        node, end = _mark_at(text, mark, spans, depth)
        if node is not None:
            found += (*_linked(text, said, mark.start(), spans), node)
            said = at = end
        elif end:
            hopeless.add(mark[0])
    return (*found, *_linked(text, said, len(text), spans))


def _mark_at(text: str, met: re.Match[str], spans: Sequence[_Span], depth: int) -> tuple[Inline | None, int]:
    """What begins here and where it ends; (None, a number) where no such mark is closed any more, so that nobody looks again."""
    mark, begin = met[0], met.end()
    if mark == "[":
        link = _LINK.match(text, met.start())
        is_link = link is not None and re.match(r"(?:https?://|mailto:).", link[2], re.IGNORECASE) and _href(link[2])
        return (Link(link[1], link[2]), link.end()) if link and is_link else (None, 0)
    is_code = mark[0] == "`"
    if not is_code:
        is_kept = len(mark) > 3 or (mark[0] == "~") != (mark == "~~")
        if is_kept or _is_word(text[met.start() - 1 : met.start()]) or not text[begin : begin + 1].strip():
            return None, 0
    close = _close_of(text, mark, begin, () if is_code else spans)
    if close < 0:
        return None, begin
    inner = text[begin:close]
    if is_code:
        return Code(inner), close + len(mark)
    return (None, 0) if "\n" in inner else (_emphasis(mark, inline(inner, depth + 1)), close + len(mark))


def _emphasis(mark: str, kids: tuple[Inline, ...]) -> Inline:
    if mark == "~~":
        return Emphasis("s", kids)
    if len(mark) == 3:
        return Emphasis("em", (Emphasis("strong", kids),))
    return Emphasis("strong" if len(mark) == 2 else "em", kids)


def _close_of(text: str, mark: str, start: int, spans: Sequence[_Span]) -> int:
    """Where the same mark stands at the end of a word, or -1."""
    for met in _MARK.finditer(text, start):
        at = met.start()
        if met[0] != mark or _is_inside(spans, at):
            continue
        ends_word = bool(text[at - 1 : at].strip()) and not _is_word(text[met.end() : met.end() + 1])
        if mark[0] == "`" or ends_word:
            return at
    return -1


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "\\"


def _spans_of(text: str) -> list[_Span]:
    found = list[_Span]()
    for met in _ADDRESS.finditer(text):
        address = _trimmed(met[0])
        href = _href(address)
        if href:
            found.append(_Span(met.start(), met.start() + len(address), href))
    return found


def _trimmed(text: str) -> str:
    address = _TAIL.sub("", text)
    return _trimmed(address[:-1]) if address.endswith(")") and "(" not in address else address


def _href(address: str) -> str:
    """The address with its scheme, or "" for what is none."""
    has_scheme = re.match(r"(?:https?|mailto|tel):", address, re.IGNORECASE)
    is_mail = "@" in address and not address.lower().startswith("www.")
    whole = address if has_scheme else f"mailto:{address}" if is_mail else f"https://{address}"
    try:
        parts = urlsplit(whole)
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https")
    return whole if (parts.hostname if is_web else parts.path and parts.scheme in ("mailto", "tel")) else ""


def _is_inside(spans: Sequence[_Span], at: int) -> bool:
    return any(span.start <= at < span.end for span in spans)


def _linked(text: str, start: int, end: int, spans: Sequence[_Span]) -> list[Inline]:
    """The stretch with its whole addresses as links."""
    found, at = list[Inline](), start
    for span in spans:
        if span.start < at or span.end > end:
            continue
        if span.start > at:
            found.append(text[at : span.start])
        found.append(Link(text[span.start : span.end], span.href))
        at = span.end
    return [*found, text[at:end]] if end > at else found
