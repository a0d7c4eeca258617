"""What loader and frame send, and the page the frame begins as."""

import re
from typing import TypeVar

import msgspec
from starlette.requests import Request

from zuruf.domain.visitor import AttributeValue
from zuruf.errors import Invalid

MAX_BODY = 32_768
TOKEN_LETTERS = 32  # 128 random bits in hex
T = TypeVar("T", bound=msgspec.Struct)

_FRAME = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<title>Chat</title>
<link rel="stylesheet" href="/widget/frame.css">{words}
</head>
<body>
<div id="chat"></div>
<script type="module" src="/widget/frame.js"></script>
</body>
</html>
"""
_WORDS = '\n<link rel="preload" as="fetch" crossorigin href="/widget/words-{language}.json">'


def frame_page(language: str) -> str:
    """The document of the chat; the sentences of the page's language come beside the script, not after it."""
    words = _WORDS.format(language=language) if re.fullmatch("[a-z]{2}", language) else ""
    return _FRAME.format(words=words)


class Key(msgspec.Struct):
    """Which website; the rest of the body is read later."""

    key: str = ""


class Told(msgspec.Struct, forbid_unknown_fields=True):
    """What every request of the loader says: which website, which browser, which tab."""

    key: str
    browser: str
    tab: str = ""
    page: str = ""


class ViewBody(Told):
    """A page view. Without `language` it is that of the request's Accept-Language; without `previous_url` the referrer came before."""

    url: str = ""
    title: str = ""
    referrer: str = ""
    previous_url: str = ""
    language: str = ""
    widget_language: str = ""
    time_zone: str = ""


class EventBody(Told):
    """A custom event."""

    name: str = ""


class AttributesBody(Told):
    """Attributes from page code."""

    attributes: dict[str, AttributeValue] = {}


class StartBody(Told):
    """The frame starts; `token` is what it has kept from before or made for itself, of at least `TOKEN_LETTERS` letters."""

    token: str = ""


async def body_of(request: Request, kind: type[T]) -> T:
    """The request's JSON in this shape; the loader sends it as plain text, which needs no preflight."""
    raw = await request.body()
    if len(raw) > MAX_BODY:
        raise Invalid("too_long", f"Expected at most {MAX_BODY} bytes, got {len(raw)}.")
    try:
        return msgspec.json.decode(raw, type=kind)
    except msgspec.DecodeError as error:
        raise Invalid("json_invalid", f"The request is not as expected: {error}.") from None
