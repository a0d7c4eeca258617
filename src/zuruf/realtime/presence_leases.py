"""Who is there (P1): leases of this node's consoles, joined with the stored signs of life; announced when it changes."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from zuruf.domain.agent import Presence
from zuruf.domain.presence import CLOSED_SOCKET_MS, SILENT_SOCKET_MS, effective
from zuruf.realtime.clock import Clock, Timer
from zuruf.realtime.errands import Errands
from zuruf.realtime.source import Sign, Signs

log = logging.getLogger(__name__)

RENEW_MS: Final = 15_000
SETTLE_SECONDS: Final = 0.1  # changes within it are announced together

Announce = Callable[[str, Mapping[str, Presence]], None]


@dataclass(slots=True)
class Lease:
    """A console's socket of this node; `until` in ms."""

    until: int
    renewed_at: int


@dataclass(slots=True)
class House:
    """What is known of one workspace."""

    leases: dict[tuple[str, str], Lease] = field(default_factory=dict[tuple[str, str], Lease])
    active: dict[str, int] = field(default_factory=dict[str, int])
    announced: dict[str, Presence] | None = None
    timer: Timer | None = None
    is_settling: bool = False
    is_stale: bool = False


class Leases:
    """All consoles of this node."""

    def __init__(self, signs: Signs, clock: Clock, errands: Errands, announce: Announce) -> None:
        self._signs = signs
        self._clock = clock
        self._errands = errands
        self._announce = announce
        self._houses: dict[str, House] = {}
        self._is_over = False

    def alive(self, workspace_id: str, agent_id: str, connection: str) -> None:
        """Something came in from this console; the store is told at most every 15 s."""
        house = self._house(workspace_id)
        now = self._clock.now()
        lease = house.leases.setdefault((agent_id, connection), Lease(0, now - RENEW_MS))
        was_over = lease.until <= now
        lease.until = now + SILENT_SOCKET_MS
        if now - lease.renewed_at >= RENEW_MS:
            lease.renewed_at = now
            self._errands.run(self._signs.renew(workspace_id, agent_id, connection, lease.until))
        if was_over:
            self.touched(workspace_id)

    def active(self, workspace_id: str, agent_id: str) -> None:
        """Something was done at one of the agent's consoles (P4); the store is told at most every 15 s."""
        house, now = self._house(workspace_id), self._clock.now()
        if now - house.active.get(agent_id, now - RENEW_MS) >= RENEW_MS:
            house.active[agent_id] = now
            self._errands.run(self._signs.active(workspace_id, agent_id))

    def closed(self, workspace_id: str, agent_id: str, connection: str) -> None:
        """The console's socket is closed: it counts for 30 s more."""
        lease = self._house(workspace_id).leases.get((agent_id, connection))
        if lease is None:
            return
        lease.until = min(lease.until, self._clock.now() + CLOSED_SOCKET_MS)
        self._errands.run(self._signs.end(workspace_id, agent_id, connection, lease.until))
        self.touched(workspace_id)

    def touched(self, workspace_id: str) -> None:
        """Something that presence depends on changed: a choice, a ping by API, a socket."""
        if self._is_over:
            return
        house = self._house(workspace_id)
        house.is_stale = True
        if not house.is_settling:
            house.is_settling = True
            self._clock.after(SETTLE_SECONDS, lambda: self._errands.run(self._settle(workspace_id, house)))

    def stop(self) -> None:
        """The hub has stopped: nothing wakes any more, nobody asks a database that is closed."""
        self._is_over = True
        for house in self._houses.values():
            if house.timer:
                house.timer.cancel()
                house.timer = None

    def now_in(self, workspace_id: str) -> Mapping[str, Presence]:
        """What was announced last; empty before the first time."""
        house = self._houses.get(workspace_id)
        return (house.announced if house else None) or {}

    def forget(self, workspace_id: str) -> None:
        """Nobody of this node asks about the workspace any more; leases that still run keep it."""
        house = self._houses.get(workspace_id)
        if house is None or house.leases or house.is_settling:
            return
        if house.timer:
            house.timer.cancel()
        del self._houses[workspace_id]

    def _house(self, workspace_id: str) -> House:
        return self._houses.setdefault(workspace_id, House())

    async def _settle(self, workspace_id: str, house: House) -> None:
        try:
            while house.is_stale:
                house.is_stale = False
                self._tell(workspace_id, house, await self._signs.signs_of(workspace_id))
        except Exception:
            if self._is_over:
                return
            # Presence stays what it was; the next change or expiry asks again.
            log.exception("Workspace %s: signs of life could not be read", workspace_id)
            self._clock.after(1.0, lambda: self.touched(workspace_id))
        finally:
            house.is_settling = False

    def _tell(self, workspace_id: str, house: House, signs: Mapping[str, Sign]) -> None:
        now = self._clock.now()
        house.leases = {key: lease for key, lease in house.leases.items() if lease.until > now}
        ends = {agent_id: sign.alive_until or 0 for agent_id, sign in signs.items()}
        for (agent_id, _), lease in house.leases.items():
            ends[agent_id] = max(ends.get(agent_id, 0), lease.until)
        presence: dict[str, Presence] = {
            agent_id: effective(sign.chosen, ends[agent_id], now) for agent_id, sign in signs.items()
        }
        if self._is_over:
            return
        self._wake_at(workspace_id, house, min((end for end in ends.values() if end > now), default=None))
        if presence != house.announced:
            house.announced = presence
            self._announce(workspace_id, presence)

    def _wake_at(self, workspace_id: str, house: House, end: int | None) -> None:
        if house.timer:
            house.timer.cancel()
        house.timer = None
        if end is not None:
            seconds = (end - self._clock.now()) / 1000
            house.timer = self._clock.after(seconds, lambda: self.touched(workspace_id))
