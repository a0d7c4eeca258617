"""The errors of the domain: each is a word with a code, a sentence for the person who reads it, and the field it is about."""

import dataclasses
from dataclasses import dataclass


@dataclass
class ZurufError(Exception):
    """`code` is stable and machine-readable; `sentence` says what was expected, what came and what to do.

    `field` names the input it is about ("" if none); `detail` carries facts a screen may show (the current group of a 409).
    """

    code: str
    sentence: str
    field: str = ""
    detail: dict[str, str] = dataclasses.field(default_factory=dict[str, str])

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence}"


class Invalid(ZurufError):
    """The input cannot be carried out by anybody (HTTP 422)."""


def too_long(field: str, *, most: int, length: int) -> Invalid:
    """For a text of more than `most` characters; both numbers are told, so that a screen can say them in its language."""
    sentence = f"At most {most} characters fit here; these are {length}."
    return Invalid("too_long", sentence, field, {"most": str(most), "length": str(length)})


class Unauthenticated(ZurufError):
    """Nobody known is asking (HTTP 401)."""


class Forbidden(ZurufError):
    """The one who asks may see this but not do it (HTTP 403)."""


class NotFound(ZurufError):
    """It does not exist, or the one who asks may not know that it does (HTTP 404)."""


class Conflict(ZurufError):
    """It changed meanwhile, or its state does not allow this (HTTP 409)."""


class TooMany(ZurufError):
    """A limit was reached (HTTP 429); `detail["retry_after"]` is in seconds."""


class TooLarge(ZurufError):
    """It has more bytes than it may have (HTTP 413)."""


class Unsupported(ZurufError):
    """It is of a kind that is not taken (HTTP 415)."""


class TooSlow(ZurufError):
    """It did not arrive in time (HTTP 408)."""


class OutOfOrder(ZurufError):
    """Something this needs does not work at the moment; nothing was done (HTTP 503)."""
