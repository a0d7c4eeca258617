"""The frames of the socket, both directions (JSON text). The front end's types are generated from these."""

from typing import Literal

import msgspec

from zuruf.domain.agent import Presence
from zuruf.domain.event import WorkspaceChanged
from zuruf.domain.view import (
    AgentView,
    ConversationForVisitor,
    ConversationView,
    GroupForVisitor,
    GroupView,
    MessageForVisitor,
    MessageView,
)

VERSION = 1
HEARTBEAT = 15  # seconds

CLOSE_AUTH = 4001
CLOSE_FORBIDDEN = 4003
CLOSE_SLOW = 4008
CLOSE_RESYNC = 4009
CLOSE_SUPERSEDED = 4010
CLOSE_SHUTDOWN = 4012
CLOSE_LIMITS = 4013
CLOSE_BAD_FRAME = 4400


# --- client → server -------------------------------------------------------------------------------------------------


class In(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="f"):
    """A frame from a client."""


class Hello(In, frozen=True, tag="hello"):
    """The first frame. `token` is the visitor's (agents come with their cookie); `watching` the conversation on screen, whose
    messages a snapshot brings along; `page` (visitor) is the page of this tab."""

    v: int
    instance: str
    epoch: str = ""
    cursor: str = ""
    token: str = ""
    tz: str = ""
    language: str = ""
    watching: str = ""
    page: str = ""


class SendMessage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="message.send"):
    """An agent's reply or comment into `conversation`; a visitor leaves it "" (their own) and says the page of the tab."""

    text: str
    conversation: str = ""
    kind: Literal["reply", "comment"] = "reply"
    page: str = ""


class ChangeMessage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="message.change"):
    """Editing one's own message (agents)."""

    message: str
    text: str


class DeleteMessage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="message.delete"):
    """Deleting one's own message (agents)."""

    message: str


class Read(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="conversation.read"):
    """How far somebody has read, in their own numbers (agents: event seq; visitor: visitor seq). Marks the alerts up to there as seen."""

    seq: int
    conversation: str = ""


class AlertShown(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="alert.shown"):
    """Alerts (by the seq of their cause) were shown on this device (agents)."""

    seqs: list[int]
    device: str


class ChoosePresence(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="presence.choose"):
    """An agent goes online, invisible or offline by hand (P1)."""

    presence: Presence


class ChooseGroup(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="group.choose"):
    """A visitor chooses a group (G3), or None for "anyone"."""

    group: str | None


class Identify(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="visitor.describe"):
    """A visitor types their name or e-mail (a label, never an identity)."""

    name: str = ""
    email: str = ""


OpBody = SendMessage | ChangeMessage | DeleteMessage | Read | AlertShown | ChoosePresence | ChooseGroup | Identify


class Op(In, frozen=True, tag="op"):
    """Something to be done at most once per `cid` (a UUID); answered by ack or nack."""

    cid: str
    op: OpBody


class Typing(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="typing"):
    """Somebody types; sent at most every 2 s, ends by itself 6 s later."""

    conversation: str = ""
    on: bool = True


class Watching(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="watching"):
    """The conversation an agent has on screen and the window in front ("" for none)."""

    conversation: str = ""


class Page(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="type", tag="page"):
    """The visitor's tab went to another page (the page view itself is told by the loader)."""

    url: str = ""


class Say(In, frozen=True, tag="say"):
    """A signal; never stored, never answered."""

    say: Typing | Watching | Page


class Ack(In, frozen=True, tag="got"):
    """How far the client has applied; every 5 s or 100 events. Advisory."""

    cursor: str


class Ping(In, frozen=True, tag="ping"):
    """Answered with hb."""

    cursor: str = ""


Incoming = Hello | Op | Say | Ack | Ping


# --- server → client -------------------------------------------------------------------------------------------------


class Out(msgspec.Struct, frozen=True, tag_field="f", omit_defaults=False):
    """A frame to a client."""


class Welcome(Out, frozen=True, tag="welcome"):
    """`mode` resume: keep the state, events follow; snapshot: snap frames follow and replace it. `me` is the agent's or visitor's id."""

    epoch: str
    mode: Literal["resume", "snapshot"]
    me: str
    now: int
    heartbeat: int = HEARTBEAT
    max_text: int = 10_000


class AlertView(msgspec.Struct, frozen=True):
    """An unseen alert of the receiver; `seq` is its cause."""

    seq: int
    conversation_id: str
    kind: str
    at: int


class WebsiteName(msgspec.Struct, frozen=True):
    """A website as lists name it."""

    id: str
    name: str
    seq: int


class AgentSnapshot(msgspec.Struct, frozen=True, omit_defaults=True):
    """A part of what an agent's screen starts from: the first part carries the people, every part some open conversations.

    `messages` and `history` (ev-shaped lines) are those of the `watching` conversation, newest 50, in order.
    `reads` maps a conversation to how far this agent has read it.
    """

    workspace: WorkspaceChanged | None = None
    agents: list[AgentView] = []
    groups: list[GroupView] = []
    websites: list[WebsiteName] = []
    conversations: list[ConversationView] = []
    reads: dict[str, int] = {}
    alerts: list[AlertView] = []
    watching: str = ""
    messages: list[MessageView] = []
    history: list["HistoryLine"] = []
    seen_by_visitor: dict[str, int] = {}


class HistoryLine(msgspec.Struct, frozen=True):
    """An event of the timeline, as it was recorded."""

    seq: int
    type: str
    at: int
    actor: str
    body: msgspec.Raw


class VisitorLine(msgspec.Struct, frozen=True):
    """A system line of the visitor's thread (agent joined, left, closed …), `seq` in the visitor's numbers."""

    seq: int
    type: str
    at: int
    agent: str = ""


class VisitorSnapshot(msgspec.Struct, frozen=True):
    """What the widget starts from: the newest 50 messages."""

    conversation: ConversationForVisitor | None
    messages: list[MessageForVisitor]
    lines: list[VisitorLine]
    read: int
    has_more: bool
    name: str = ""
    email: str = ""


class Snap(Out, frozen=True, tag="snap"):
    """One part of a snapshot; the state is complete with `last` and stands at `cursor`."""

    part: int
    last: bool
    cursor: str
    agent: AgentSnapshot | None = None
    visitor: VisitorSnapshot | None = None


class Ev(Out, frozen=True, tag="ev"):
    """One event. Accepted only if `prev` is the client's cursor. `cid` is set for the one whose op caused it."""

    prev: str
    cur: str
    seq: int
    type: str
    at: int
    actor: str
    body: msgspec.Raw
    cid: str = ""


class Adv(Out, frozen=True, tag="adv"):
    """Progress over events the client may not see."""

    prev: str
    cur: str


class Batch(Out, frozen=True, tag="batch"):
    """Several frames in one, in order (catch-up)."""

    frames: list[msgspec.Raw]


class Acked(Out, frozen=True, tag="ack"):
    """The op is durable. `id` of what it made, `seq` of its last event in the receiver's numbers, `dup` when it had been done before."""

    cid: str
    id: str
    seq: int
    dup: bool
    note: str = ""


class Nacked(Out, frozen=True, tag="nack"):
    """The op was not done. `retry`: try the same again after `after` ms; otherwise it is final."""

    cid: str
    code: str
    sentence: str
    retry: bool
    after: int = 0
    field: str = ""
    detail: dict[str, str] = {}


class PresenceSignal(msgspec.Struct, frozen=True, tag_field="type", tag="presence"):
    """Effective presence of all agents of the workspace (to agents)."""

    agents: dict[str, Presence]


class TypingSignal(msgspec.Struct, frozen=True, tag_field="type", tag="typing"):
    """Somebody types in a conversation ("" in a visitor's own). `who` is an agent's id, or "visitor"."""

    conversation: str
    who: str
    name: str
    on: bool


class WatchingSignal(msgspec.Struct, frozen=True, tag_field="type", tag="watching"):
    """The agents who have this conversation on screen (to agents)."""

    conversation: str
    agents: list[str]


class OnlineVisitor(msgspec.Struct, frozen=True):
    """A visitor on a website right now (I8). `visitor_id` "" while nothing made a visitor row of them."""

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


class VisitorsSignal(msgspec.Struct, frozen=True, tag_field="type", tag="visitors"):
    """Who is on the websites now: the changed ones and the ids of those gone; `whole` replaces everything. Coalesced to one a second."""

    whole: bool
    visitors: list[OnlineVisitor]
    gone: list[str]


class ModeSignal(msgspec.Struct, frozen=True, tag_field="type", tag="mode"):
    """Whether the widget is live, takes messages or hides (P3), who is there, and the groups to choose from (G3, None: not asked)."""

    mode: Literal["live", "message", "hidden"]
    faces: list[str]
    groups: list[GroupForVisitor] | None
    preselected: str | None = None


class WidgetSignal(msgspec.Struct, frozen=True, tag_field="type", tag="widget"):
    """A trigger opens, shows or hides the widget, or asks for the group (T4)."""

    act: Literal["open", "show", "hide", "ask_for_group"]


class UnreadSignal(msgspec.Struct, frozen=True, tag_field="type", tag="unread"):
    """How many messages the visitor has not read (to the loader)."""

    count: int


class JudgeSignal(msgspec.Struct, frozen=True, tag_field="type", tag="judge"):
    """Ask for judgement again in so many seconds (time conditions, T6)."""

    after: int


Signal = PresenceSignal | TypingSignal | WatchingSignal | VisitorsSignal | ModeSignal | WidgetSignal | UnreadSignal | JudgeSignal


class Eph(Out, frozen=True, tag="eph"):
    """A signal; may be lost, the next one heals it."""

    eph: Signal


class Hb(Out, frozen=True, tag="hb"):
    """Every 15 s: where this client should be. A client elsewhere reconnects (tail loss)."""

    cur: str
    now: int


class Bye(Out, frozen=True, tag="bye"):
    """The server closes; come back in `retry_in` ms."""

    code: int
    retry_in: int


Outgoing = Welcome | Snap | Ev | Adv | Batch | Acked | Nacked | Eph | Hb | Bye
