"""The workspaces somebody on this node listens to, each with its tail, its listeners and its signals."""

import asyncio
from collections.abc import Mapping
from typing import Final

from zuruf.domain.agent import Presence
from zuruf.domain.event import StoredEvent
from zuruf.realtime.audience import AgentListener, Audience
from zuruf.realtime.clock import Clock
from zuruf.realtime.envelope import Entry
from zuruf.realtime.errands import Errands
from zuruf.realtime.frames import PresenceSignal
from zuruf.realtime.limits import Limits
from zuruf.realtime.online import Online
from zuruf.realtime.presence_leases import Leases
from zuruf.realtime.sight import CHANGES_OF_RIGHTS, CHANGES_OF_SIGHT
from zuruf.realtime.signals import Signals, encoded
from zuruf.realtime.source import Source
from zuruf.realtime.tail import Tail

KEPT_SECONDS: Final = 60.0  # a room outlives its last listener so long: people reload pages


class Room:
    """One workspace on this node."""

    def __init__(
        self, workspace_id: str, source: Source, clock: Clock, errands: Errands, leases: Leases, limits: Limits
    ) -> None:
        self.workspace_id = workspace_id
        self.audience = Audience()
        self.tail = Tail(
            workspace_id, source, clock, errands, audience=self.audience, passed=self._passed, limits=limits
        )
        self.signals = Signals(workspace_id, source, self.audience, clock, errands)
        self.online = Online(workspace_id, source, self.audience, clock, errands)
        self.empty_since: float | None = None
        self._leases = leases

    def tell_presence(self, presence: Mapping[str, Presence]) -> None:
        """To all agents."""
        frame = _presence(presence)
        for agent in self.audience.agents():
            agent.say(frame)

    async def greet(self, agent: AgentListener) -> None:
        """All that is only said, to a console that has just gone live, or whose sight may be another."""
        await agent.has_room()
        agent.say(_presence(self._leases.now_in(self.workspace_id)))
        await self.online.greet(agent)
        await self.signals.greet(agent)

    def _passed(self, entry: Entry) -> None:
        event = entry.event
        if event.type in CHANGES_OF_RIGHTS:
            self.signals.rights_changed()
            self.online.rights_changed()
            self._leases.touched(self.workspace_id)
        elif event.type == "website.changed":
            self.signals.websites_changed()
        elif event.conversation_id:
            self._passed_in(event.conversation_id, event)

    def _passed_in(self, conversation_id: str, event: StoredEvent) -> None:
        self.signals.audience_changed(conversation_id)
        if event.type == "message.sent":
            self.signals.wrote(event.actor, conversation_id)
        if event.type in CHANGES_OF_SIGHT:
            self.signals.sight_changed(conversation_id)
            self.online.sight_changed(conversation_id)


class Rooms:
    """All of them."""

    def __init__(self, source: Source, clock: Clock, errands: Errands, leases: Leases, limits: Limits) -> None:
        self._limits = limits
        self._source = source
        self._clock = clock
        self._errands = errands
        self._leases = leases
        self._rooms: dict[str, Room] = {}
        self._opening: dict[str, asyncio.Lock] = {}

    async def enter(self, workspace_id: str) -> Room:
        """The workspace's room, with its ring filled. Raises what reading raised."""
        lock = self._opening.setdefault(workspace_id, asyncio.Lock())
        async with lock:
            room = self.of(workspace_id)
            if not room.tail.is_started:
                await room.tail.start()
            self._opening.pop(workspace_id, None)
        return room

    def of(self, workspace_id: str) -> Room:
        """The room as it is; it may not have been entered yet."""
        room = self._rooms.get(workspace_id)
        if room is None:
            room = Room(workspace_id, self._source, self._clock, self._errands, self._leases, self._limits)
            self._rooms[workspace_id] = room
        room.empty_since = None
        return room

    def get(self, workspace_id: str) -> Room | None:
        """The room, if there is one."""
        return self._rooms.get(workspace_id)

    def all(self) -> list[Room]:
        """Every room."""
        return list(self._rooms.values())

    def sweep(self) -> None:
        """Gives up the rooms nobody was in for a while."""
        now = self._clock.monotonic()
        for workspace_id, room in list(self._rooms.items()):
            if not room.audience.is_empty or not room.online.is_empty:
                room.empty_since = None
            elif room.empty_since is None:
                room.empty_since = now
            elif now - room.empty_since > KEPT_SECONDS:
                del self._rooms[workspace_id]
                self._leases.forget(workspace_id)


def _presence(presence: Mapping[str, Presence]) -> bytes:
    return encoded(PresenceSignal(agents=dict(presence)))
