"""Visitors on the websites now (I8): told to agents at most once a second, the changed ones only; whole to a newcomer."""

from typing import Final

from zuruf.realtime.audience import AgentListener, Audience
from zuruf.realtime.clock import Clock
from zuruf.realtime.frames import OnlineVisitor, VisitorsSignal
from zuruf.realtime.signals import encoded

TELL_SECONDS: Final = 1.0
PER_FRAME: Final = 200  # keeps a frame under 256 KiB


class Online:
    """One workspace's visitors by browser; each with the topics of the agents who may see them."""

    def __init__(self, audience: Audience, clock: Clock) -> None:
        self._audience = audience
        self._clock = clock
        self._here: dict[str, tuple[OnlineVisitor, frozenset[str]]] = {}
        self._before: dict[str, frozenset[str]] = {}  # what was told of those that changed since
        self._is_due = False

    def put(self, visitor: OnlineVisitor, topics: frozenset[str]) -> None:
        """A visitor is here, or something about them changed."""
        self._note(visitor.browser_id)
        self._here[visitor.browser_id] = (visitor, topics)

    def remove(self, browser_id: str) -> None:
        """A visitor is gone."""
        if browser_id in self._here:
            self._note(browser_id)
            del self._here[browser_id]

    def greet(self, agent: AgentListener) -> None:
        """Tells a newcomer of everybody."""
        seen = [visitor for visitor, topics in self._here.values() if not topics.isdisjoint(agent.topics)]
        for n in range(0, max(1, len(seen)), PER_FRAME):
            agent.say(encoded(VisitorsSignal(whole=n == 0, visitors=seen[n : n + PER_FRAME], gone=[])))

    @property
    def is_empty(self) -> bool:
        """Whether nobody is here."""
        return not self._here

    def _note(self, browser_id: str) -> None:
        known = self._here.get(browser_id)
        self._before.setdefault(browser_id, known[1] if known else frozenset())
        if not self._is_due:
            self._is_due = True
            self._clock.after(TELL_SECONDS, self._tell)

    def _tell(self) -> None:
        self._is_due = False
        before, self._before = self._before, {}
        frames: dict[frozenset[str], list[bytes]] = {}
        for agent in self._audience.agents():
            if agent.topics not in frames:
                frames[agent.topics] = self._frames(agent.topics, before)
            for frame in frames[agent.topics]:
                agent.say(frame)

    def _frames(self, topics: frozenset[str], before: dict[str, frozenset[str]]) -> list[bytes]:
        here: list[OnlineVisitor] = []
        gone: list[str] = []
        for browser_id, old in before.items():
            visitor, new = self._here.get(browser_id, (None, frozenset[str]()))
            if visitor is not None and not new.isdisjoint(topics):
                here.append(visitor)
            elif not old.isdisjoint(topics):
                gone.append(browser_id)
        return [
            encoded(VisitorsSignal(whole=False, visitors=here[n : n + PER_FRAME], gone=gone[n : n + PER_FRAME]))
            for n in range(0, max(len(here), len(gone)), PER_FRAME)
        ]
