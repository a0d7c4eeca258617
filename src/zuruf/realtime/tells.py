"""What clients are told in passing: signals, never stored."""

from typing import Literal

import msgspec

from zuruf.domain.agent import Presence
from zuruf.domain.view import GroupForVisitor
from zuruf.domain.widget_for_visitor import WidgetForVisitor


class PresenceSignal(msgspec.Struct, frozen=True, tag_field="type", tag="presence"):
    """Effective presence of all agents of the workspace (to agents)."""

    agents: dict[str, Presence]


class ActiveSignal(msgspec.Struct, frozen=True, tag_field="type", tag="active"):
    """Something was done at one of the agent's own consoles (to all of these, P4)."""


class TypingSignal(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="type", tag="typing"):
    """Somebody types in a conversation ("" in a visitor's own). `who` is an agent's id, or "visitor". `text` is what the visitor has typed
    and not sent: only to agents with the conversation on screen, where the website shows it (I4)."""

    conversation: str
    who: str
    name: str
    on: bool
    text: str = ""


class WatchingSignal(msgspec.Struct, frozen=True, tag_field="type", tag="watching"):
    """The agents who have this conversation on screen (to agents)."""

    conversation: str
    agents: list[str]


class OnlineVisitor(msgspec.Struct, frozen=True):
    """A visitor on a website right now (I8). `visitor_id` "" while nothing made a visitor row of them.

    `referrer` is where they came from in this visit and `campaign` what the address they came to says of it (UTM), both "" if unknown;
    `agents` take part in their conversation.
    """

    browser_id: str
    visitor_id: str
    conversation_id: str
    name: str
    website_id: str
    url: str
    title: str
    country: str
    language: str
    device: str
    group_id: str | None
    visits: int
    pages: int
    since: int
    page_since: int
    is_chatting: bool
    referrer: str = ""
    campaign: str = ""
    agents: tuple[str, ...] = ()


class VisitorsSignal(msgspec.Struct, frozen=True, tag_field="type", tag="visitors"):
    """Who is on the websites now: the changed ones and the ids of those gone; `whole` replaces everything. Coalesced to one a second."""

    whole: bool
    visitors: list[OnlineVisitor]
    gone: list[str]


class ModeSignal(msgspec.Struct, frozen=True, tag_field="type", tag="mode"):
    """Whether the widget is live, takes messages or hides (P3), who is there, and the groups to choose from (G3).

    `groups` is None where nothing can be chosen. Otherwise the visitor is asked now, with one `preselected`, or may change the `group`
    they are in (None: anyone). `is_answered_online`: one of the agents who joined is there. `face_pictures` belong to the `faces` ("":
    none), `pictures` to the agents who joined, by their ids (W5); a website that shows no faces shows neither. `widget` is what the
    website's settings say (None to the loader, which shows nothing of it).
    """

    mode: Literal["live", "message", "hidden"]
    faces: list[str]
    groups: list[GroupForVisitor] | None
    is_asked: bool = False
    preselected: str | None = None
    group: str | None = None
    is_answered_online: bool = False
    face_pictures: list[str] = []
    pictures: dict[str, str] = {}
    widget: WidgetForVisitor | None = None


class WidgetSignal(msgspec.Struct, frozen=True, tag_field="type", tag="widget"):
    """A trigger opens, shows or hides the widget, or asks for the group (T4)."""

    act: Literal["open", "show", "hide", "ask_for_group", "show_form"]


class UnreadSignal(msgspec.Struct, frozen=True, tag_field="type", tag="unread"):
    """How many messages the visitor has not read (to the loader)."""

    count: int


Signal = (
    PresenceSignal
    | ActiveSignal
    | TypingSignal
    | WatchingSignal
    | VisitorsSignal
    | ModeSignal
    | WidgetSignal
    | UnreadSignal
)
