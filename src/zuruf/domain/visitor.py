"""Visitors and what is known of them (I7, W1b)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from zuruf.domain.block import Block
from zuruf.errors import Invalid, too_long

AttributeValue = str | int | float | bool
MAX_LABEL = 300  # characters of a name, an address, an attribute's name
MAX_VALUE = 2_000
MAX_ATTRIBUTES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A person on one website, made at the first message, match or assignment. Typed e-mail is a label, never an identity (B01).

    `page_id` is the page's own name for them, by which programs may address them (X1): set by proof only (W4), so "" today.
    """

    id: str
    website_id: str
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    country: str = ""
    device: str = ""
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict[str, AttributeValue])
    page_id: str = ""
    created_at: int = 0
    seq: int = 0
    block: Block | None = None


def checked_label(text: str, field_name: str) -> str:
    """A name, address or number as typed, without space around it; Invalid when longer than MAX_LABEL."""
    stripped = text.replace("\0", "").strip()
    if len(stripped) > MAX_LABEL:
        raise too_long(field_name, most=MAX_LABEL, length=len(stripped))
    return stripped


def checked_attributes(attributes: Mapping[str, AttributeValue]) -> dict[str, AttributeValue]:
    """At most MAX_ATTRIBUTES of bounded length; Invalid names the first that does not fit."""
    if len(attributes) > MAX_ATTRIBUTES:
        raise Invalid(
            "too_many", f"At most {MAX_ATTRIBUTES} attributes are kept; these are {len(attributes)}.", "attributes"
        )
    for name, value in attributes.items():
        if not name.strip() or len(name) > MAX_LABEL or not _fits(value):
            sentence = f"An attribute has a name of 1 to {MAX_LABEL} characters and a value of at most {MAX_VALUE}."
            raise Invalid("invalid_attribute", sentence, f"attributes.{name[:40]}")
    return {name.replace("\0", ""): _without_nul(value) for name, value in attributes.items()}


def with_attributes(
    before: Mapping[str, AttributeValue], told: Mapping[str, AttributeValue]
) -> dict[str, AttributeValue]:
    """Those of before with what is told now, which alone is checked. Those that are there stay and can change, however many they are; a
    new one beyond MAX_ATTRIBUTES is refused by its name."""
    checked = checked_attributes(told)
    fresh = [name for name in checked if name not in before]
    room = max(0, MAX_ATTRIBUTES - len(before))
    if len(fresh) > room:
        sentence = f"At most {MAX_ATTRIBUTES} attributes are kept: there is no room for “{fresh[room][:40]}”. Take one away first."
        raise Invalid("too_many", sentence, f"attributes.{fresh[room][:40]}")
    return {**before, **checked}


def those_that_fit(
    before: Mapping[str, AttributeValue], told: Mapping[str, AttributeValue]
) -> dict[str, AttributeValue]:
    """Of what was told all that are there already, and as many new ones as there is room for: where nobody is left to be told that there
    were too many."""
    room = max(0, MAX_ATTRIBUTES - len(before))
    left_out = [name for name in told if name not in before][room:]
    return {name: value for name, value in told.items() if name not in left_out}


def are_alike(some: Mapping[str, AttributeValue], others: Mapping[str, AttributeValue]) -> bool:
    """Whether they say the same; true is not 1, though Python takes them for equal."""
    return some == others and all(type(some[name]) is type(others[name]) for name in some)


def shortened(text: str, most: int) -> str:
    """What a page says of itself, cut to `most` characters; without NUL, which PostgreSQL's text cannot hold."""
    return text.replace("\0", "")[:most]


def _fits(value: AttributeValue) -> bool:
    """JSON has no infinity, and not every reader of it whole numbers beyond 64 bits."""
    if isinstance(value, str):
        return len(value) <= MAX_VALUE
    return math.isfinite(value) if isinstance(value, float) else abs(value) < 2**63


def _without_nul(value: AttributeValue) -> AttributeValue:
    return value.replace("\0", "") if isinstance(value, str) else value
