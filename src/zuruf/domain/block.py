"""Blocking a visitor (I6, B72): who did it, why and until when, and what it refuses."""

from dataclasses import dataclass
from typing import Final

from zuruf.domain.actor import Actor
from zuruf.errors import Forbidden, Invalid, too_long

MAX_REASON: Final = 500
LONGEST_MS: Final = 10 * 366 * 24 * 3_600_000  # ten years; longer is for good


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """`by` is an actor, `agent:…`; times in ms UTC; `until` None is for good. The reason is for colleagues, never for the visitor."""

    by: str
    at: int
    reason: str = ""
    until: int | None = None


def checked(reason: str, until: int | None, actor: Actor, at: int) -> Block:
    """Invalid names the field: a reason that is too long, a time that is past."""
    text = reason.replace("\0", "").strip()
    if len(text) > MAX_REASON:
        raise too_long("reason", most=MAX_REASON, length=len(text))
    if until is not None and not at < until <= at + LONGEST_MS:
        raise Invalid("invalid_until", "Choose a time from now on, at most ten years away, or none.", "until")
    return Block(by=str(actor), at=at, reason=text, until=until)


def is_blocked(block: Block | None, now: int) -> bool:
    """Whether it holds now; one whose time is over holds no more, though it still stands there."""
    return block is not None and (block.until is None or now < block.until)


def refuse_blocked(block: Block | None, now: int) -> None:
    """Raises Forbidden while it holds. The sentence says nothing of a block: whoever is turned away for good needs no address to argue with."""
    if is_blocked(block, now):
        raise Forbidden("unavailable", "This chat is not available.")
