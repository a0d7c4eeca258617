"""Messages and comments."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from zuruf.domain.actor import Actor
from zuruf.domain.conversation import Conversation, LastMessage, MessageKind
from zuruf.domain.file import FileView
from zuruf.domain.mention import alerted_by_mention, cut, newly_mentioned
from zuruf.domain.plain import plain
from zuruf.domain.workspace import Roster
from zuruf.errors import Invalid, NotFound

ROW_TEXT = 200  # characters of a message in a list's row
ROW_READ = 5 * ROW_TEXT  # of which they are taken: marks and addresses of links are not shown
MAX_TEXT = 10_000  # characters; product.md leaves it open, a longer paste belongs in a file


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """The message another one answers: named, never copied, so that what is changed or deleted there is so here. `seq` is its `first_seq`."""

    message_id: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One line of a conversation. `kind` comment is internal, its text names colleagues by id (`@agt_…`); `system` is a code with parameters
    in `text` worded by the client.

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
    quote: Quote | None = None
    files: tuple[FileView, ...] = ()


def is_seen(text: str) -> bool:
    """Whether there is anything in it that can be seen."""
    return any(unicodedata.category(letter)[0] not in "CZ" for letter in text)


def checked_text(text: str, files: Sequence[object] = ()) -> str:
    """The text without space around it; Invalid when it is too long, or nothing is left and no file comes with it."""
    stripped = text.replace("\0", "").strip()  # PostgreSQL's text cannot hold NUL, and nobody can see one
    if not is_seen(stripped) and files:
        return ""
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
    return LastMessage(
        id=message.id,
        author=message.author,
        kind=message.kind,
        text=row_text(message.text),
        at=message.at,
        files=len(message.files),
    )


def alerted_by_comment(
    message: Message, before: str, conversation: Conversation, roster: Roster, actor: Actor
) -> frozenset[str]:
    """Whose alert it is that this text of a comment names them and the one `before` did not (I5); nobody's of any other message."""
    if message.kind != "comment":
        return frozenset()
    return alerted_by_mention(newly_mentioned(message.text, before, conversation, roster), roster, actor)


def row_text(text: str) -> str:
    """What a list's row shows of a text: its first words, without the marks of small Markdown and without half of a name."""
    return cut(plain(cut(text, ROW_READ)), ROW_TEXT)


def quote_of(found: Message | None, conversation_id: str, kind: MessageKind) -> Quote:
    """What a message of this kind in this conversation quotes; NotFound for what is not there, is deleted or lies in another conversation.

    A comment is quoted by comments only: for the visitor there is none, and an agent is told why (I4, I5).
    """
    is_there = found is not None and found.conversation_id == conversation_id and found.deleted_at is None
    if found is None or not is_there or (found.kind == "comment" and kind == "visitor"):
        raise NotFound("quote_not_found", "The message you quote is not there any more. Nothing was sent.", "quote")
    if found.kind == "comment" and kind != "comment":
        sentence = "The visitor would read what you quote, and it is a comment for colleagues. Quote it in a comment."
        raise Invalid("comment_quoted", sentence, "quote")
    return Quote(message_id=found.id, seq=found.first_seq)
