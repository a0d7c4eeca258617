"""Visitors on the websites now (I8): told to agents at most once a second, the changed ones only; whole to a newcomer.

Who may see whom changes with groups, switches and conversations: what is doubtful is read again, and told to nobody before.
"""

import asyncio
import logging
from collections.abc import Collection, Mapping
from typing import Final

from zuruf.realtime.audience import AgentListener, Audience, Index
from zuruf.realtime.clock import Clock, Timer
from zuruf.realtime.errands import Errands
from zuruf.realtime.frames import OnlineVisitor, VisitorsSignal
from zuruf.realtime.signals import encoded
from zuruf.realtime.source import Sighting, Source

log = logging.getLogger(__name__)
TELL_SECONDS: Final = 1.0
AGAIN_SECONDS: Final = 1.0  # a failed read is tried again
PER_FRAME: Final = 200  # keeps a frame under 256 KiB


class Online:
    """One workspace's visitors by browser; each with the topics of the agents who may see them."""

    def __init__(self, workspace_id: str, source: Source, audience: Audience, clock: Clock, errands: Errands) -> None:
        self._workspace_id = workspace_id
        self._source = source
        self._audience = audience
        self._clock = clock
        self._errands = errands
        self._here: dict[str, Sighting | None] = {}  # None: not read yet
        self._in_conversation: Index[str] = Index()
        self._doubtful: dict[str, None] = {}
        self._again: set[str] = set()  # became doubtful once more while being read
        self._is_reading = False
        self._certain = asyncio.Event()
        self._certain.set()
        self._before: dict[str, frozenset[str]] = {}  # what was told of those that changed since
        self._due: Timer | None = None

    def look(self, browser_id: str) -> None:
        """A visitor is here, or something about them changed."""
        self._here.setdefault(browser_id, None)
        self._doubt([browser_id])

    def remove(self, browser_id: str) -> None:
        """A visitor is gone."""
        self._doubtful.pop(browser_id, None)
        known = self._here.pop(browser_id, None)
        if known is not None:
            self._in_conversation.remove(known.visitor.conversation_id, browser_id)
            self._note(browser_id, known.topics)

    def sight_changed(self, conversation_id: str) -> None:
        """Others may see the visitor of this conversation now."""
        self._doubt(self._in_conversation.get(conversation_id))

    def rights_changed(self) -> None:
        """Others may see any visitor now."""
        self._doubt(list(self._here))

    async def greet(self, agent: AgentListener) -> None:
        """Tells of everybody they may see; who was there before and is not told of now is gone."""
        await self._certain.wait()
        ids = list(self._here)
        for n in range(0, max(1, len(ids)), PER_FRAME):
            await agent.has_room()
            seen = self._seen_by(agent, ids[n : n + PER_FRAME])
            agent.say(encoded(VisitorsSignal(whole=n == 0, visitors=seen, gone=[])))

    @property
    def is_empty(self) -> bool:
        """Whether nobody is here."""
        return not self._here

    # --- reading ---

    def _doubt(self, browser_ids: Collection[str]) -> None:
        self._doubtful.update(dict.fromkeys(browser_ids))
        self._again.update(browser_ids)
        self._go_on()

    def _go_on(self) -> None:
        if self._doubtful and not self._is_reading:
            self._is_reading = True
            self._certain.clear()
            self._errands.run(self._read())

    async def _read(self) -> None:
        try:
            while self._doubtful:
                asked = frozenset(self._doubtful)
                self._again.clear()
                found = await self._source.online_now(self._workspace_id, asked)
                self._learn(sorted(asked - self._again), found)
        except Exception:
            # Nobody is told of the doubtful ones until it is known who may be.
            log.exception("Workspace %s: who is online could not be read", self._workspace_id)
            self._clock.after(AGAIN_SECONDS, self._go_on)
        finally:
            self._is_reading = False
            self._certain.set()

    def _learn(self, asked: list[str], found: Mapping[str, Sighting]) -> None:
        has_moved = False
        for browser_id in asked:
            self._doubtful.pop(browser_id, None)
            if browser_id not in self._here:
                continue  # gone meanwhile
            known, now = self._here[browser_id], found.get(browser_id)
            if known == now:
                continue
            has_moved = has_moved or (known is not None and (now is None or known.topics != now.topics))
            self._note(browser_id, known.topics if known else frozenset())
            self._put(browser_id, known, now)
        if has_moved:
            # Who may see somebody is no matter that waits for the next second.
            self._tell()
        elif self._before:
            self._tell_soon()

    def _put(self, browser_id: str, known: Sighting | None, now: Sighting | None) -> None:
        if known is not None:
            self._in_conversation.remove(known.visitor.conversation_id, browser_id)
        if now is not None:
            self._in_conversation.add(now.visitor.conversation_id, browser_id)
        self._here[browser_id] = now

    # --- telling ---

    def _note(self, browser_id: str, told: frozenset[str]) -> None:
        self._before.setdefault(browser_id, told)
        self._tell_soon()

    def _tell_soon(self) -> None:
        if self._due is None:
            self._due = self._clock.after(TELL_SECONDS, self._tell)

    def _tell(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
        before = {browser_id: told for browser_id, told in self._before.items() if browser_id not in self._doubtful}
        self._before = {browser_id: told for browser_id, told in self._before.items() if browser_id in self._doubtful}
        frames: dict[frozenset[str], list[bytes]] = {}
        for agent in self._audience.agents():
            if agent.topics not in frames:
                frames[agent.topics] = self._frames(agent.topics, before)
            for frame in frames[agent.topics]:
                agent.say(frame)

    def _frames(self, topics: frozenset[str], before: dict[str, frozenset[str]]) -> list[bytes]:
        here: list[OnlineVisitor] = []
        gone: list[str] = []
        for browser_id, told in before.items():
            now = self._here.get(browser_id)
            if now is not None and not now.topics.isdisjoint(topics):
                here.append(now.visitor)
            elif not told.isdisjoint(topics):
                gone.append(browser_id)
        return [
            encoded(VisitorsSignal(whole=False, visitors=here[n : n + PER_FRAME], gone=gone[n : n + PER_FRAME]))
            for n in range(0, max(len(here), len(gone)), PER_FRAME)
        ]

    def _seen_by(self, agent: AgentListener, browser_ids: list[str]) -> list[OnlineVisitor]:
        seen: list[OnlineVisitor] = []
        for browser_id in browser_ids:
            now = self._here.get(browser_id)
            if now is None:
                continue
            if browser_id in self._doubtful:
                # Told once it is certain, even if it turns out as it was.
                self._note(browser_id, now.topics)
            elif not now.topics.isdisjoint(agent.topics):
                seen.append(now.visitor)
        return seen
