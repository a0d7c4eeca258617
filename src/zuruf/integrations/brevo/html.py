"""A message's text as the HTML Brevo's programs read: small Markdown, and nothing that could act on the page that shows it."""

from typing import Final

import nh3
from markdown_it import MarkdownIt

TAGS: Final = {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "s", "strong", "ul"}
ATTRIBUTES: Final = {"*": set[str](), "a": {"href"}, "ol": {"start"}}  # without "*" the library lets titles through
SCHEMES: Final = {"http", "https", "mailto", "tel"}

# A chat is no document: a line is a line, "# 7" is a number. Nesting is cut where "[" ten thousand times would cost a second.
_MARKDOWN = MarkdownIt("js-default", {"html": False, "breaks": True, "maxNesting": 20}).disable(
    ["heading", "lheading", "table", "hr", "image", "reference"]
)


def html_of(text: str) -> str:
    """Safe to show as it is, whatever the text: raw HTML comes out as text, links lead to the web, mail or a phone only.

    The longest text allowed can take a fifth of a second, so a server calls this in a thread.
    """
    rendered = _MARKDOWN.render(text).strip()
    return nh3.clean(
        rendered, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener noreferrer nofollow"
    )
