"""Numbers that requests name: of events, of messages, moments in ms. Whatever is longer than the databases hold is refused."""

from typing import Annotated

from pydantic import Field

Number = Annotated[int, Field(ge=0, le=2**62)]


def number(text: str) -> int | None:
    """A number written in digits; None for anything else, and for more digits than any of ours has."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None
