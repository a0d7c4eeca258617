"""Transcripts by e-mail (W5): when one may be asked for, how often, and what became of it."""

from dataclasses import dataclass
from typing import Final, Literal

from zuruf.domain.file import FileView
from zuruf.errors import Conflict

WITHIN_MS: Final = 86_400_000
A_DAY_TO_AN_ADDRESS: Final = 3  # B66: nobody fills a stranger's mailbox through a chat
A_DAY_OF_A_CONVERSATION: Final = 5
MOST_ATTEMPTS: Final = 16  # over about seven hours: each pause twice as long as the one before, at most an hour
MOST_MESSAGES: Final = 500  # the newest of the episode

# Owed, on its way again after a failure, or ended: taken by the mail server, refused by it, given up, or nowhere to send it to.
Outcome = Literal["", "sent", "refused", "given_up", "no_mail_server"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What was asked for. `episode` is the one it is about, `language` the visitor's; `asked_by` an actor; times in ms."""

    id: str
    conversation_id: str
    episode: int
    email: str
    language: str
    asked_by: str
    asked_at: int
    attempts: int = 0
    tried_at: int | None = None
    ended_at: int | None = None
    outcome: Outcome = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One message of a transcript, as the visitor saw it; `author` is an agent's name, "" for the website, None for the visitor."""

    author: str | None
    text: str
    at: int
    files: tuple[FileView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Everything a transcript says: to whom, of which website, in which language and time zone. `is_cut` where older messages are left out."""

    id: str
    to: str
    website: str
    language: str
    time_zone: str
    asked_at: int
    said: tuple[Said, ...]
    is_cut: bool = False


def require_not_too_many(to_address: int, of_conversation: int) -> None:
    """Both counted over the last WITHIN_MS. Conflict `transcript_limit`, which trying again at once does not mend."""
    if to_address >= A_DAY_TO_AN_ADDRESS:
        sentence = f"At most {A_DAY_TO_AN_ADDRESS} transcripts a day go to one address. Try again tomorrow."
        raise Conflict("transcript_limit", sentence, "email")
    if of_conversation >= A_DAY_OF_A_CONVERSATION:
        sentence = (
            f"At most {A_DAY_OF_A_CONVERSATION} transcripts of a conversation are sent a day. Try again tomorrow."
        )
        raise Conflict("transcript_limit", sentence, "email")


def shortened(address: str) -> str:
    """Of an address as much as tells agents which one it was: the history keeps no address that would have to be erased from it (X7)."""
    name, _, host = address.partition("@")
    return f"{name[:2] if len(name) > 3 else name[:1]}…@{host}"
