"""Small Markdown is read here as console and widget read it: the table of examples is theirs, too."""

import json
from html import escape

import pytest

from tools.steps import ROOT
from zuruf.domain.markdown import Block, Code, CodeBlock, Emphasis, Inline, Link, Listing, Paragraph, Quote, blocks
from zuruf.domain.plain import plain


def cases(name: str) -> list[tuple[str, str]]:
    file = ROOT / "frontend" / "protocol" / "cases" / name
    return [(text, said) for text, said in json.loads(file.read_text(encoding="utf-8"))]


@pytest.mark.line("I4fa")
@pytest.mark.parametrize(("text", "html"), cases("markdown.json"))
def test_a_text_is_read_as_on_the_screens(text: str, html: str) -> None:
    assert body(blocks(text)) == html


@pytest.mark.line("I4fd")
@pytest.mark.parametrize(("text", "said"), cases("plain.json"))
def test_its_words_without_marks_are_those_of_the_screens(text: str, said: str) -> None:
    assert plain(text) == said


@pytest.mark.parametrize("part", ["[", "*a ", "**", "_a", "`", "~~a", "> ", "- ", "[a](", "a@", "```\n", "https://a_"])
def test_no_text_is_read_too_deep(part: str) -> None:
    blocks(part * (10_000 // len(part)))


def body(kids: tuple[Block, ...]) -> str:
    match kids:
        case (Paragraph(inlines),):
            return "".join(map(inline, inlines))
        case _:
            return "".join(map(block, kids))


def block(one: Block) -> str:
    match one:
        case Paragraph(kids):
            return f"<p>{''.join(map(inline, kids))}</p>"
        case CodeBlock(text):
            return f"<pre><code>{escape(text, quote=False)}</code></pre>"
        case Quote(kids):
            return f"<blockquote>{body(kids)}</blockquote>"
        case Listing(start, items):
            tag, given = ("ul", "") if start is None else ("ol", f' start="{start}"')
            return f"<{tag}{given}>{''.join(f'<li>{body(item)}</li>' for item in items)}</{tag}>"


def inline(one: Inline) -> str:
    match one:
        case str():
            return escape(one, quote=False)
        case Code(text):
            return f"<code>{escape(text, quote=False)}</code>"
        case Link(text, href):
            return f'<a href="{href}">{escape(text, quote=False)}</a>'
        case Emphasis(tag, kids):
            return f"<{tag}>{''.join(map(inline, kids))}</{tag}>"
