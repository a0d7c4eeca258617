"""Websites: where the widget lives and from which origins it may be opened (T9, B12)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

OfflineMode = Literal["message", "hidden"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Website:
    """`key` is the public name in the snippet; `origins` are exact origins (scheme, host, port); empty means the widget stays away."""

    id: str
    key: str
    name: str
    origins: tuple[str, ...]
    colour: str = "#0f6b66"
    position: Literal["left", "right"] = "right"
    when_offline: OfflineMode = "message"
    greetings: Mapping[str, str] = field(default_factory=dict[str, str])
    is_enabled: bool = True
    version: int = 1
