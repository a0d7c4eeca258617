"""Websites: where the widget lives and from which origins it may be opened (T9, B12)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from zuruf.domain.widget_settings import WidgetSettings
from zuruf.errors import Forbidden

OfflineMode = Literal["message", "hidden"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Website:
    """`key` is the public name in the snippet; `origins` are exact origins (scheme, host, port); empty means the widget stays away.

    `takes_files` lets visitors send files (W5).
    """

    id: str
    key: str
    name: str
    origins: tuple[str, ...]
    colour: str = "#0f6b66"
    position: Literal["left", "right"] = "right"
    when_offline: OfflineMode = "message"
    greetings: Mapping[str, str] = field(default_factory=dict[str, str])
    widget: WidgetSettings = field(default_factory=WidgetSettings)
    is_enabled: bool = True
    takes_files: bool = True
    version: int = 1


def refuse_disabled(website: Website) -> None:
    """Raises Forbidden where the website is switched off (S4): nothing comes from its visitors any more, also out of a chat already open."""
    if not website.is_enabled:
        raise Forbidden("website_disabled", "This chat takes no messages.")
