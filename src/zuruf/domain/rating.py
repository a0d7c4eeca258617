"""What a visitor says of an episode after it was closed (W5): 1 to 5 and a sentence, once an episode, changeable for a day."""

from dataclasses import dataclass
from typing import Final

from zuruf.domain.conversation import Conversation
from zuruf.errors import Conflict, Invalid, too_long

CHANGEABLE_MS: Final = 86_400_000
MAX_COMMENT: Final = 2_000  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """`score` is 1 (bad) to 5 (good)."""

    episode: int
    score: int
    comment: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingForVisitor:
    """The episode that can be rated now; `score` 0 as long as it was not."""

    episode: int
    score: int
    comment: str


def ratable_until(conversation: Conversation | None) -> int | None:
    """Until when (ms) the last episode can be rated; None while there is nothing to rate."""
    if conversation is None or conversation.is_open or conversation.closed_at is None or conversation.episode == 0:
        return None
    return conversation.closed_at + CHANGEABLE_MS


def asked(conversation: Conversation | None, former: Rating | None, now: int) -> RatingForVisitor | None:
    """What the visitor is asked, with what they said before; None when there is nothing to rate, or no more."""
    until = ratable_until(conversation)
    if conversation is None or until is None or now >= until:
        return None
    score, comment = (former.score, former.comment) if former is not None else (0, "")
    return RatingForVisitor(episode=conversation.episode, score=score, comment=comment)


def rated(conversation: Conversation, episode: int, *, score: int, comment: str, at: int) -> Rating:
    """The rating as it is kept. Invalid at its field; Conflict `rating_over` for an episode that goes on or was closed too long ago."""
    if not 1 <= score <= 5:
        raise Invalid("invalid_score", f"Expected a rating from 1 to 5, got {score}.", "score")
    text = comment.replace("\0", "").strip()
    if len(text) > MAX_COMMENT:
        raise too_long("comment", most=MAX_COMMENT, length=len(text))
    until = ratable_until(conversation)
    if until is None or at >= until or episode != conversation.episode:
        raise Conflict("rating_over", "This conversation can be rated no more.")
    return Rating(episode=episode, score=score, comment=text, at=at)
