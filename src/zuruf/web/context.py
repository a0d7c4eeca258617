"""What routes are given by the composition root: the database, the time, chance, the sockets and where this server is reached."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol, cast

from starlette.requests import Request

from zuruf.depot.depot import Depot, memory_depot
from zuruf.domain.moment import Moment
from zuruf.store.database import Database
from zuruf.web.handshake import Network
from zuruf.web.limits import Limits
from zuruf.web.passwords import Passwords
from zuruf.web.reach import Hosts, OwnOrigin, own_origin


class Sockets(Protocol):
    """The open sockets of agents, as far as signing out and losing rights concern them. On all nodes, within 2 s (B51)."""

    def end_session(self, workspace_id: str, agent_id: str, session_id: str) -> None:
        """Closes the sockets of one signed-in browser with 4001."""
        ...

    def end_agent(self, workspace_id: str, agent_id: str, but: str = "") -> None:
        """Closes all sockets of the agent with 4009, except those of the session `but`."""
        ...

    def turn_away(self, workspace_id: str, visitor_id: str, browser_ids: Sequence[str]) -> None:
        """Hides the widget of a visitor who was blocked and closes their sockets with 4003."""
        ...

    def begin_anew(self, workspace_id: str, browser_ids: Collection[str]) -> None:
        """What these browsers have open ends: the frame asks for a token again, the loader comes back and hears how things are."""
        ...

    def watching(self, workspace_id: str, conversation_id: str) -> frozenset[str]:
        """The agents of this node who have the conversation on screen (A22)."""
        ...

    def watched(self, workspace_id: str) -> Mapping[str, frozenset[str]]:
        """All conversations that agents of this node have on screen, with these agents."""
        ...

    def presence_touched(self, workspace_id: str) -> None:
        """A sign of life came in that no socket brought (P1)."""
        ...


@dataclass(frozen=True, kw_only=True)
class Context:
    """`now` is milliseconds UTC; `chance` draws that many random bytes; `public_url` is where people reach this server, without a slash,
    unless `hosts` says that they call it by other names too."""

    database: Database
    now: Callable[[], int]
    chance: Callable[[int], bytes]
    sockets: Sockets
    public_url: str
    hosts: Hosts = "configured"
    proxies: tuple[Network, ...] = ()
    passwords: Passwords = field(default_factory=Passwords)
    limits: Limits = field(default_factory=Limits)
    depot: Depot = field(default_factory=memory_depot)

    @property
    def is_https(self) -> bool:
        """Whether people reach it over https: decides the cookies' names and their Secure."""
        return self.public_url.startswith("https://")

    def moment(self) -> Moment:
        """The time and the randomness of a command."""
        return Moment(self.now(), self.chance(16))

    def origin_for(self, request: Request) -> str:
        """Our own origin as this request's page knows it."""
        return self.own_origin(request.headers.get("host", ""))

    @cached_property
    def own_origin(self) -> OwnOrigin:
        """Our own origin for a Host header."""
        return own_origin(self.public_url, self.hosts)


def context_of(request: Request) -> Context:
    """The context of the app that got this request (`app.state.context`)."""
    return cast("Context", request.app.state.context)
