"""Visitors and what is known of them (I7, W1b)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

AttributeValue = str | int | float | bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """A person on one website, made at the first message, match or assignment. Typed e-mail is a label, never an identity (B01)."""

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
