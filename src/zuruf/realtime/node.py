"""What all sockets of one server process share."""

import asyncio
import random
from collections.abc import Mapping

from zuruf.domain.agent import Presence
from zuruf.realtime.alarms import Alarms
from zuruf.realtime.clock import Clock
from zuruf.realtime.errands import Errands
from zuruf.realtime.limits import Bucket, Limits, Rate
from zuruf.realtime.line import Line
from zuruf.realtime.presence_leases import Leases
from zuruf.realtime.registry import Registry
from zuruf.realtime.rooms import Rooms
from zuruf.realtime.source import Ops, Says, Signs, Source


class Node:
    """`name` tells nodes apart; `jitter` is the only source of chance."""

    def __init__(
        self,
        *,
        name: str,
        source: Source,
        ops: Ops,
        signs: Signs,
        says: Says,
        clock: Clock,
        jitter: random.Random,
        limits: Limits,
    ) -> None:
        self.name = name
        self.source = source
        self.ops = ops
        self.says = says
        self.clock = clock
        self.jitter = jitter
        self.limits = limits
        self.errands = Errands()
        self.registry = Registry(limits)
        self.alarms = Alarms(clock)
        self.leases = Leases(signs, clock, self.errands, self._announce)
        self.rooms = Rooms(source, clock, self.errands, self.leases, limits)
        self.snapshots = asyncio.Semaphore(limits.snapshots_at_a_time)
        self.waiting: dict[Line, None] = {}  # lines with something not yet taken by the network
        self.arriving = 0  # clients between hello and live
        self.is_leaving = False
        self.hellos = Bucket(Rate(limits.hellos_per_second, limits.hellos_per_second), 0.0)
        self._connections = 0

    def next_connection(self) -> str:
        """A name for a socket, unique among all nodes."""
        self._connections += 1
        return f"{self.name}.{self._connections}"

    def admits_hello(self) -> bool:
        """Whether one more may come in now."""
        return self.arriving < self.limits.hellos_waiting and self.hellos.take(self.clock.monotonic())

    def soon(self) -> int:
        """When to come back, in ms, spread over what the queue takes."""
        return int(1000 * self.jitter.uniform(1.0, max(2.0, self.arriving / 300)))

    def _announce(self, workspace_id: str, presence: Mapping[str, Presence]) -> None:
        room = self.rooms.get(workspace_id)
        if room is not None:
            room.tell_presence(presence)
        self.says.presence_changed(workspace_id, presence)
