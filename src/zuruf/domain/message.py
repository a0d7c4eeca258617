"""Messages and comments."""

import unicodedata
from dataclasses import dataclass

from zuruf.domain.conversation import LastMessage, MessageKind
from zuruf.errors import Invalid

MAX_TEXT = 10_000  # characters; product.md leaves it open, a longer paste belongs in a file


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One line of a conversation. `kind` comment is internal; `system` is a code with parameters in `text` worded by the client.

    `author` is the agent's or visitor's id, "" for the website itself. `seq` is the event that last changed it, `first_seq` the one
    that made it: messages are ordered by `first_seq` for everybody (V9). `visitor_seq` likewise in the visitor's own count, 0 if hidden.
    """

    id: str
    conversation_id: str
    episode: int
    kind: MessageKind
    author: str
    text: str
    at: int
    first_seq: int = 0
    visitor_seq: int = 0
    seq: int = 0
    edited_at: int | None = None
    deleted_at: int | None = None
    is_pushed: bool = False
    is_trigger: bool = False
    received_from: str = ""
    page: str = ""


def is_seen(text: str) -> bool:
    """Whether there is anything in it that can be seen."""
    return any(unicodedata.category(letter)[0] not in "CZ" for letter in text)


def checked_text(text: str) -> str:
    """The text without space around it; Invalid when nothing is left or it is too long."""
    stripped = text.replace("\0", "").strip()  # PostgreSQL's text cannot hold NUL, and nobody can see one
    if not is_seen(stripped):
        raise Invalid("empty_message", "A message needs at least one character. Nothing was sent.", "text")
    if len(stripped) > MAX_TEXT:
        sentence = (
            f"A message may have {MAX_TEXT} characters, this one has {len(stripped)}. Shorten it or send it in parts."
        )
        raise Invalid("message_too_long", sentence, "text")
    return stripped


def last_line(message: Message) -> LastMessage:
    """What a list row shows of it."""
    return LastMessage(id=message.id, author=message.author, kind=message.kind, text=message.text[:200], at=message.at)
