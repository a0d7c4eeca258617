"""What a page carries itself (W1b), so that it comes back as the server gave it: a visitor's time on a page is not their own word (B74)."""

import base64
import binascii
import hashlib
import hmac

import msgspec

from zuruf.domain.unkept_page import UnkeptPage
from zuruf.errors import Invalid

MARK = "~"  # no id of a page view begins so
_TAG = 16  # bytes
MAX_SEALED = 16_000  # characters: it comes with every request of its page


def seal(page: UnkeptPage, key: str) -> str:
    """The page as text, with a tag that only this website's key makes; Invalid where its code has told too much to carry."""
    raw = msgspec.json.encode(page)
    text = MARK + base64.urlsafe_b64encode(_tag(raw, key) + raw).decode()
    if len(text) > MAX_SEALED:
        sentence = (
            "Before a visitor is remembered, a page can tell fewer attributes and custom events: these are too many."
        )
        raise Invalid("too_long", sentence, "attributes")
    return text


def unsealed(text: str, key: str) -> UnkeptPage | None:
    """The page, None for anything `seal` did not make with this key."""
    if not text.startswith(MARK) or len(text) > MAX_SEALED:
        return None
    try:
        whole = base64.urlsafe_b64decode(text[len(MARK) :])
    except (binascii.Error, ValueError):
        return None
    tag, raw = whole[:_TAG], whole[_TAG:]
    return msgspec.json.decode(raw, type=UnkeptPage) if hmac.compare_digest(tag, _tag(raw, key)) else None


def _tag(raw: bytes, key: str) -> bytes:
    return hmac.digest(key.encode(), raw, hashlib.sha256)[:_TAG]
