"""What the hub asks of the rest of the server: reading, doing, signs of life, and telling it what clients said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from zuruf.domain.agent import Presence
from zuruf.domain.event import StoredEvent
from zuruf.realtime.frames import AgentSnapshot, Hello, OnlineVisitor, Op, VisitorSnapshot

Kind = Literal["agent", "visitor", "browser"]


class Refused(Exception):
    """The handshake is answered with this status and no socket."""

    def __init__(self, reason: str, status: int = 403) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Somebody at the door: which socket they want and from where. Nobody has looked at `credential` yet.

    `credential` is the console's cookie, "" for the others, who bring a token with their hello. `website_id` is that of the key
    in a loader's address. `address` is what is counted: an IPv4 address or an IPv6 /64.
    """

    kind: Kind
    address: str
    credential: str = ""
    workspace_id: str = ""
    website_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Somebody known. `id` is the agent's, the visitor's or the browser's; `conversation_id` is a visitor's, if there is one yet."""

    workspace_id: str
    kind: Kind
    id: str
    name: str = ""
    website_id: str = ""
    browser_id: str = ""
    session_id: str = ""
    language: str = ""
    conversation_id: str | None = None

    @property
    def actor(self) -> str:
        """As events name who caused them."""
        return f"{self.kind}:{self.id}"


class Position(NamedTuple):
    """Where a workspace's stream stands: events `floor + 1 … head` are there; another `epoch` is another history."""

    epoch: str
    head: int
    floor: int


class Slice(NamedTuple):
    """Events read together with the position of the same moment."""

    epoch: str
    head: int
    floor: int
    events: Sequence[StoredEvent]


@dataclass(frozen=True, slots=True)
class Rights:
    """What an agent listens to. `sight` (short text) differs whenever the conversations they may see may differ
    by anything but an event of the conversation itself: their groups behind the wall, which groups are effective, the switches."""

    topics: frozenset[str]
    sight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentScene:
    """An agent's screen at `head`, with the rights of the same moment; `parts` of at most 256 KiB each, at least one."""

    epoch: str
    head: int
    rights: Rights
    parts: Sequence[AgentSnapshot]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitorScene:
    """A visitor's thread; `head` is the last visitor_seq of their conversation, 0 without one."""

    epoch: str
    head: int
    conversation_id: str | None
    snapshot: VisitorSnapshot


class Sighting(NamedTuple):
    """A visitor on a website, and the topics of the agents who may see them."""

    visitor: OnlineVisitor
    topics: frozenset[str]


class Source(Protocol):
    """Reads, each of one moment, on the primary. Any of them may raise; the hub tries again or closes with 4009."""

    async def position(self, workspace_id: str) -> Position:
        """Where the stream stands."""
        ...

    async def positions(self, workspace_ids: Sequence[str]) -> Mapping[str, Position]:
        """The same of many, in one query."""
        ...

    async def events_since(self, workspace_id: str, pos: int, limit: int) -> Slice:
        """The first events after `pos`, in order."""
        ...

    async def agent_snapshot(self, workspace_id: str, agent_id: str, watching: str) -> AgentScene:
        """Everything the agent's screen starts from."""
        ...

    async def visitor_snapshot(self, workspace_id: str, visitor_id: str) -> VisitorScene:
        """Everything the widget starts from."""
        ...

    async def authenticate(self, caller: Caller, hello: Hello) -> Principal:
        """Unauthenticated → 4001, Forbidden → 4003, anything else → come back later."""
        ...

    async def rights_of(self, workspace_id: str, agent_id: str) -> Rights | None:
        """None for somebody who is no agent any more."""
        ...

    async def may_see_now(self, workspace_id: str, agent_id: str, conversation_ids: frozenset[str]) -> frozenset[str]:
        """Those of the conversations the agent may see now."""
        ...

    async def audience_of(self, workspace_id: str, conversation_id: str) -> frozenset[str]:
        """The topics of those who may see the conversation now."""
        ...

    async def shows_typed(self, workspace_id: str, website_id: str) -> bool:
        """Whether agents are shown what visitors of this website type before they send it (I4)."""
        ...

    async def online_now(self, workspace_id: str, browser_ids: frozenset[str]) -> Mapping[str, Sighting]:
        """What there is to tell of these browsers' visitors, and to whom; unknown ones are missing."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """The op is durable; `seq` in the numbers of the one who asked."""

    id: str = ""
    seq: int = 0
    dup: bool = False
    note: str = ""


class Ops(Protocol):
    """Does what clients ask for."""

    async def perform(self, principal: Principal, op: Op) -> Done:
        """At most once per principal and `op.cid`; a ZurufError is told to the client."""
        ...


@dataclass(frozen=True, slots=True)
class Sign:
    """An active agent's chosen presence, and until when (ms) the store knows a sign of life of theirs, None without one."""

    chosen: Presence
    alive_until: int | None


class Signs(Protocol):
    """The stored signs of life (P1), shared by all nodes."""

    async def renew(self, workspace_id: str, agent_id: str, connection: str, until: int) -> None:
        """This connection is alive at least until then (ms)."""
        ...

    async def end(self, workspace_id: str, agent_id: str, connection: str, until: int) -> None:
        """This connection is over; it counts until then (ms)."""
        ...

    async def active(self, workspace_id: str, agent_id: str) -> None:
        """Something was done at one of the agent's consoles (P4)."""
        ...

    async def signs_of(self, workspace_id: str) -> Mapping[str, Sign]:
        """All active agents."""
        ...


class Says(Protocol):
    """Is told what only passes by; answers with the hub's say_to_… if it wants to. Must not block."""

    def arrived(self, principal: Principal) -> None:
        """A socket was welcomed: a visitor or browser wants its mode, its unread count."""
        ...

    def left(self, principal: Principal) -> None:
        """Their socket is gone; they may have others."""
        ...

    def went_to(self, principal: Principal, url: str) -> None:
        """A visitor's tab shows another page."""
        ...

    def presence_changed(self, workspace_id: str, presence: Mapping[str, Presence]) -> None:
        """Effective presence of the agents is now this: modes of visitors may change."""
        ...
