"""A node's end of one workspace's stream: events in order, each once, without a hole; on any doubt everybody starts over."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Sequence

from zuruf.domain.event import Committed, StoredEvent
from zuruf.realtime.audience import Audience
from zuruf.realtime.clock import Clock
from zuruf.realtime.envelope import Entry
from zuruf.realtime.errands import Errands
from zuruf.realtime.frames import CLOSE_RESYNC
from zuruf.realtime.limits import Limits
from zuruf.realtime.ring import Ring
from zuruf.realtime.sight import CHANGES_OF_RIGHTS
from zuruf.realtime.source import Position, Slice, Source

log = logging.getLogger(__name__)


class Tail:
    """`pos` is the last event delivered on this node; the ring ends there. `epoch` and `floor` are as last seen."""

    def __init__(
        self,
        workspace_id: str,
        source: Source,
        clock: Clock,
        errands: Errands,
        *,
        audience: Audience,
        passed: Callable[[Entry], None],
        limits: Limits,
    ) -> None:
        self.workspace_id = workspace_id
        self.audience = audience
        self.ring = Ring(limits.ring_events)
        self._limits = limits
        self.epoch = ""
        self.pos = self.floor = 0
        self.generation = 0  # another one: everybody was told to start over
        self.is_started = False
        self._source = source
        self._clock = clock
        self._errands = errands
        self._passed = passed
        self._pending: deque[Entry] = deque()
        self._is_held = False
        self._is_reading = False
        self._is_behind = False

    async def start(self) -> None:
        """Fills the ring before anybody listens."""
        position = await self._source.position(self.workspace_id)
        self.epoch, self.floor = position.epoch, position.floor
        self.pos = max(position.floor, position.head - self._limits.ring_events)
        self.is_started = True
        await self.read()

    @property
    def known(self) -> int:
        """The last event in order that arrived here, delivered or not."""
        return self._pending[-1].event.seq if self._pending else self.pos

    def feed(self, committed: Committed) -> None:
        """What this very process committed: no need to read it, if it follows on what is known."""
        if not self.is_started:
            return
        events = [event for event in committed.events if event.seq > self.known]
        if committed.epoch != self.epoch or not _follow(events, self.known):
            self.wake()
            return
        self._take(events)

    def hint(self, head: int) -> None:
        """Somebody says that the stream goes up to there."""
        if self.is_started and head > self.known:
            self.wake()

    def polled(self, position: Position, known: int) -> None:
        """What the poll found; `known` is what was known when it began."""
        if not self.is_started:
            return
        if position.epoch != self.epoch or position.head < known:
            self.doubt(position, "another history")
            return
        self.floor = max(self.floor, position.floor)
        self.ring.expire(self._clock.monotonic())
        self.hint(position.head)

    def wake(self) -> None:
        """Reads on soon."""
        self._is_behind = True
        if not self._is_reading:
            self._errands.run(self.read())

    async def read(self) -> None:
        """Reads until nothing is missing; a failed read is tried again by the poll."""
        if self._is_reading:
            return
        self._is_reading = True
        try:
            while await self._read_batch():
                pass
        finally:
            self._is_reading = False

    def doubt(self, position: Position | Slice, reason: str) -> None:
        """The chain is broken: all listeners start over, and so does this node."""
        log.warning("Workspace %s: %s; all its clients start over", self.workspace_id, reason)
        self.generation += 1
        self.epoch, self.pos, self.floor = position.epoch, position.head, position.floor
        self._pending.clear()
        self.ring.clear()
        self.audience.start_over(CLOSE_RESYNC, reason)

    async def _read_batch(self) -> bool:
        """Whether there may be more."""
        self._is_behind = False
        start, generation = self.known, self.generation
        part = await self._source.events_since(self.workspace_id, start, self._limits.batch)
        if generation != self.generation:
            return True
        if part.epoch != self.epoch or start < part.floor or not _follow(part.events, start) or part.head < start:
            self.doubt(part, "the stream does not follow on what is known")
            return False
        self.floor = part.floor
        self._take([event for event in part.events if event.seq > self.known])
        return self._is_behind or self.known < part.head

    def _take(self, events: list[StoredEvent]) -> None:
        now = self._clock.monotonic()
        self._pending.extend(Entry(event, now) for event in events)
        self._drain()
        if len(self._pending) > self._limits.ring_events:
            # Held up for long; the database has them, reading goes on when delivering does.
            self._pending.clear()

    def _drain(self) -> None:
        while self._pending and not self._is_held:
            entry = self._pending.popleft()
            self.ring.append(entry)
            self.pos = entry.event.seq
            self._passed(entry)
            self.audience.deliver(entry)
            if entry.event.type in CHANGES_OF_RIGHTS and self.audience.agents():
                # Later events wait until it is known who may hear them.
                self._is_held = True
                self._errands.run(self._check_rights(entry.event))

    async def _check_rights(self, event: StoredEvent) -> None:
        try:
            await asyncio.gather(*(agent.check_rights(event) for agent in self.audience.agents()))
        except Exception as error:
            log.exception("Workspace %s: rights could not be read", self.workspace_id)
            position = Position(self.epoch, self.known, self.floor)
            self.doubt(position, f"rights could not be read: {error}")
        finally:
            self._is_held = False
            self._drain()
            self.wake()


def _follow(events: Sequence[StoredEvent], pos: int) -> bool:
    return all(event.seq == pos + n for n, event in enumerate(events, 1))
