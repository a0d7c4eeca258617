"""What every route is given: the database, the hub, the clock, randomness and the settings it needs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from zuruf.domain.moment import Moment
from zuruf.store.database import Database


class Hub(Protocol):
    """What routes ask of the realtime side."""

    def watching(self, workspace_id: str, conversation_id: str) -> frozenset[str]:
        """The agents who have this conversation on screen."""
        ...

    async def close_agent(self, workspace_id: str, agent_id: str, code: int) -> None:
        """Closes all sockets of an agent (signed out, deactivated, rights taken)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """`now` is ms UTC, `random(n)` n secret random bytes; `origin` the address people use (no slash at its end)."""

    database: Database
    hub: Hub
    now: Callable[[], int]
    random: Callable[[int], bytes]
    origin: str
    is_https: bool
    trusted_proxies: tuple[str, ...] = ()

    def moment(self) -> Moment:
        """The time and randomness of one command."""
        return Moment(self.now(), self.random(16))
