"""The words of small Markdown without their marks: what a row of a list and a notification show of a message (I4).

frontend/protocol/src/markdown.ts says the same; frontend/protocol/cases/plain.json holds the two together.
"""

import re

from zuruf.domain.markdown import Block, Code, CodeBlock, Emphasis, Inline, Link, Listing, Paragraph, Quote, blocks

_MARKED = re.compile(r"[*_~`\[>+-]")  # without any of these a text is its own words


def plain(text: str) -> str:
    """What was cut inside a mark keeps it."""
    return _words(blocks(text)) if _MARKED.search(text) else text


def _words(kids: tuple[Block, ...]) -> str:
    return "\n".join(map(_of_block, kids))


def _of_block(block: Block) -> str:
    match block:
        case Paragraph(kids):
            return "".join(map(_of_inline, kids))
        case CodeBlock(text):
            return text
        case Quote(kids):
            return _words(kids)
        case Listing(start, items):
            if start is None:
                return "\n".join(map(_words, items))
            # "24. December" is a date at least as often as a list.
            return "\n".join(f"{number}. {_words(item)}" for number, item in enumerate(items, start))


def _of_inline(inline: Inline) -> str:
    match inline:
        case str():
            return inline
        case Code(text) | Link(text, _):
            return text
        case Emphasis(_, kids):
            return "".join(map(_of_inline, kids))
