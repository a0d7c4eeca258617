"""The frames of the socket, both directions (JSON text). The front end's types are generated from these."""

from typing import Literal

import msgspec

from zuruf.domain.event import WorkspaceChanged
from zuruf.domain.view import (
    AgentView,
    ConversationForVisitor,
    ConversationView,
    FormerGroup,
    GroupView,
    MessageForVisitor,
    MessageView,
)
from zuruf.realtime.asks import (
    Active,
    AlertShown,
    AskTranscript,
    ChangeMessage,
    ChooseGroup,
    ChoosePresence,
    DeleteMessage,
    GiveContact,
    GiveRating,
    Identify,
    OpBody,
    Page,
    Read,
    SendMessage,
    Typing,
    Watching,
)
from zuruf.realtime.tells import (
    ActiveSignal,
    ModeSignal,
    OnlineVisitor,
    PresenceSignal,
    Signal,
    TypingSignal,
    UnreadSignal,
    VisitorsSignal,
    WatchingSignal,
    WidgetSignal,
)

# What belongs to the frames but lies in files of its own.
# fmt: off
__all__ = [
    "Active", "ActiveSignal", "AlertShown", "AskTranscript", "ChangeMessage", "ChooseGroup", "ChoosePresence", "DeleteMessage", "GiveContact",
    "GiveRating", "Identify",
    "ModeSignal", "OnlineVisitor", "OpBody", "Page", "PresenceSignal",
    "Read", "SendMessage", "Signal", "Typing", "TypingSignal", "UnreadSignal",
    "VisitorsSignal", "Watching", "WatchingSignal", "WidgetSignal",
]
# fmt: on

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
    messages a snapshot brings along; `page` (visitor) is the page of this tab. `attempt` grows with every hello of an instance;
    0 from who does not count."""

    v: int
    instance: str
    attempt: int = 0
    epoch: str = ""
    cursor: str = ""
    token: str = ""
    tz: str = ""
    language: str = ""
    watching: str = ""
    page: str = ""


class Op(In, frozen=True, tag="op"):
    """Something to be done at most once per `cid` (a UUID); answered by ack or nack."""

    cid: str
    op: OpBody


class Say(In, frozen=True, tag="say"):
    """A signal; never stored, never answered."""

    say: Typing | Watching | Page | Active


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
    former_groups: list[FormerGroup] = []
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
