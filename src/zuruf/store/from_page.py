"""What every command from a page of a website carries (W1b)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict

import msgspec

from zuruf.domain.actor import Actor
from zuruf.domain.moment import Moment
from zuruf.domain.unkept_page import UnkeptPage
from zuruf.domain.widget_settings import Remembers
from zuruf.store.transaction import Command


class PageNote(msgspec.Struct):
    """What the page is told, as JSON in an answer's `note`: which page view this is, the widget's acts, when to ask again (seconds), whether
    its visitor is remembered, and, where not, what the page carries itself from now on."""

    page: str
    acts: tuple[str, ...] = ()
    judge_after: int | None = None
    keep: bool = False
    unkept: UnkeptPage | None = None

    @property
    def text(self) -> str:
        """As it stands in the answer."""
        return msgspec.json.encode(self).decode()


class PageBasis(TypedDict):
    """What every command from a page begins with."""

    workspace_id: str
    actor: Actor
    moment: Moment
    website_id: str
    key_hash: str
    tab: str
    watching: Mapping[str, frozenset[str]]
    remembers: Remembers
    unkept: UnkeptPage | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FromPage(Command):
    """From the loader on one website; known by its browser key (stored hashed). `watching`: who looks at what, for triggers (A22).

    `remembers` is the website's setting, `unkept` the page as it carries itself where nobody remembers its visitor yet (W1b).
    """

    website_id: str
    key_hash: str
    tab: str = ""
    watching: Mapping[str, frozenset[str]] = field(default_factory=dict[str, frozenset[str]])
    remembers: Remembers = "at_once"
    unkept: UnkeptPage | None = None
