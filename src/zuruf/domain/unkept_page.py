"""A page whose visitor nobody remembers yet (W1b): it carries itself what the server would have recorded of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from zuruf.domain.visitor import AttributeValue


@dataclass(frozen=True, slots=True, kw_only=True)
class UnkeptPage:
    """One page in one tab, as it was reported, at `at` (ms) by the server's clock (B74); with what its code has told since."""

    id: str
    at: int
    url: str
    tab: str = ""
    title: str = ""
    referrer: str = ""
    previous_url: str = ""
    language: str = ""
    widget_language: str = ""
    time_zone: str = ""
    country: str = ""
    device: str = ""
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict[str, AttributeValue])
    custom_events: tuple[str, ...] = ()
