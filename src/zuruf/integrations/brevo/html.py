"""A message's text as the HTML Brevo's programs read: small Markdown, and nothing that could act on the page that shows it."""

from html import escape
from typing import Final

import nh3

from zuruf.domain.markdown import Block, Code, CodeBlock, Emphasis, Inline, Link, Listing, Paragraph, Quote, blocks

TAGS: Final = {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "s", "strong", "ul"}
ATTRIBUTES: Final = {"*": set[str](), "a": {"href"}, "ol": {"start"}}  # without "*" the library lets titles through
SCHEMES: Final = {"http", "https", "mailto", "tel"}


def html_of(text: str) -> str:
    """Safe to show as it is, whatever the text: raw HTML comes out as text, links lead to the web, mail or a phone only.

    What is written is escaped already; a second wall stands behind it, because this HTML is shown by programs we do not know.
    """
    rendered = "\n".join(_block(block) for block in blocks(text))
    return nh3.clean(
        rendered, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer nofollow"
    )


def _block(block: Block) -> str:
    match block:
        case Paragraph(kids):
            said = _inlines(kids).strip("\n")
            return "\n".join(f"<p>{part.strip()}</p>".replace("\n", "<br>\n") for part in said.split("\n\n") if part)
        case CodeBlock(text):
            return f"<pre><code>{escape(text, quote=False)}</code></pre>"
        case Quote(kids):
            return "\n".join(("<blockquote>", *map(_block, kids), "</blockquote>"))
        case Listing(start, items):
            tag = "ul" if start is None else "ol"
            begin = tag if start in (None, 1) else f'ol start="{start}"'
            return "\n".join((f"<{begin}>", *(f"<li>{_body(item)}</li>" for item in items), f"</{tag}>"))


def _body(kids: tuple[Block, ...]) -> str:
    match kids:
        case (Paragraph(inlines),):
            return _inlines(inlines).replace("\n", "<br>\n")
        case _:
            return "\n".join(map(_block, kids))


def _inlines(kids: tuple[Inline, ...]) -> str:
    return "".join(map(_inline, kids))


def _inline(kid: Inline) -> str:
    match kid:
        case str():
            return escape(kid, quote=False)
        case Code(text):
            return f"<code>{escape(text, quote=False)}</code>"
        case Link(text, href):
            return f'<a href="{escape(href)}">{escape(text, quote=False)}</a>'
        case Emphasis(tag, inner):
            return f"<{tag}>{_inlines(inner)}</{tag}>"
