"""What is only said (never stored): who types, who has which conversation on screen."""

from dataclasses import dataclass
from typing import Final

import msgspec

from zuruf.realtime.audience import AgentListener, Audience
from zuruf.realtime.clock import Clock, Timer
from zuruf.realtime.errands import Errands
from zuruf.realtime.frames import ActiveSignal, Eph, Signal, TypingSignal, WatchingSignal
from zuruf.realtime.source import Principal, Source

TYPING_SECONDS: Final = 6.0
KNOWN: Final = 1_000  # conversations whose audience is remembered


def encoded(signal: Signal) -> bytes:
    """The frame of a signal."""
    return msgspec.json.encode(Eph(eph=signal))


@dataclass(slots=True, eq=False)
class Typist:
    """Somebody who types; `text` is what they have typed, if agents are shown it."""

    principal: Principal
    timer: Timer
    text: str = ""


class Signals:
    """One workspace's typing and watching on this node."""

    def __init__(self, workspace_id: str, source: Source, audience: Audience, clock: Clock, errands: Errands) -> None:
        self._workspace_id = workspace_id
        self._source = source
        self._audience = audience
        self._clock = clock
        self._errands = errands
        self._topics: dict[str, frozenset[str]] = {}
        self._changes = 0
        self._shows_typed: dict[str, bool] = {}  # by website
        self._typing: dict[tuple[str, str], Typist] = {}
        self._watching: dict[AgentListener, str] = {}

    def types(self, principal: Principal, conversation_id: str, text: str = "") -> None:
        """Somebody types; it ends by itself 6 s later. Of an agent it reaches the visitor too, by name; a visitor's text reaches
        the agents who have the conversation on screen, if their website shows it (I4)."""
        key = (conversation_id, principal.actor)
        running = self._typing.pop(key, None)
        if running:
            running.timer.cancel()
        timer = self._clock.after(TYPING_SECONDS, lambda: self.stops(principal, conversation_id))
        typist = self._typing[key] = Typist(principal, timer)
        if text and principal.kind == "visitor":
            self._errands.run(self._say_typed(typist, conversation_id, text))
        else:
            self._errands.run(self._say_typing(principal, conversation_id, on=True))

    def stops(self, principal: Principal, conversation_id: str) -> None:
        """They stopped."""
        running = self._typing.pop((conversation_id, principal.actor), None)
        if running:
            running.timer.cancel()
            self._errands.run(self._say_typing(principal, conversation_id, on=False))

    def wrote(self, actor: str, conversation_id: str) -> None:
        """What they typed has arrived as a message."""
        running = self._typing.get((conversation_id, actor))
        if running:
            self.stops(running.principal, conversation_id)

    def watches(self, agent: AgentListener, conversation_id: str) -> None:
        """An agent has this conversation on screen, "" for none."""
        before = self._watching.pop(agent, "")
        if conversation_id:
            self._watching[agent] = conversation_id
        for changed in sorted({before, conversation_id} - {""}):
            self._errands.run(self._say_watching(changed))
        if any(typed == conversation_id and typist.text for (typed, _), typist in self._typing.items()):
            self._errands.run(self._show_typed(agent, conversation_id))

    def is_active(self, agent: Principal) -> None:
        """Something was done at one of an agent's consoles: the others know that they need not warn (P4)."""
        frame = encoded(ActiveSignal())
        for own in self._audience.agent(agent.id):
            own.say(frame)

    def watched(self) -> dict[str, frozenset[str]]:
        """All conversations that are on screen, with the agents of these screens."""
        return {conversation_id: self.watchers_of(conversation_id) for conversation_id in set(self._watching.values())}

    def watchers_of(self, conversation_id: str) -> frozenset[str]:
        """The agents who have it on screen."""
        return frozenset(agent.principal.id for agent, watched in self._watching.items() if watched == conversation_id)

    def audience_changed(self, conversation_id: str) -> None:
        """An event of the conversation passed: others may see it now."""
        self._changes += 1
        self._topics.pop(conversation_id, None)

    def rights_changed(self) -> None:
        """Others may see any conversation now."""
        self._changes += 1
        self._topics.clear()

    def websites_changed(self) -> None:
        """What visitors type may not be shown any more: what is known of it is forgotten, and taken from the screens (I4)."""
        self._shows_typed = {}
        for (conversation_id, _), typist in self._typing.items():
            if typist.text:
                typist.text = ""
                self._errands.run(self._say_typing(typist.principal, conversation_id, on=True))

    def sight_changed(self, conversation_id: str) -> None:
        """An agent gained or lost sight of it: they learn who watches, or do not count among those any more."""
        if conversation_id in self._watching.values():
            self._errands.run(self._say_watching(conversation_id))

    async def greet(self, agent: AgentListener) -> None:
        """Tells a newcomer, or one whose sight may be another, who watches and who types; others, whether they watch."""
        own = self._watching.get(agent, "")
        for conversation_id in sorted({*self._watching.values(), *(typed for typed, _ in self._typing)}):
            topics = await self._topics_of(conversation_id)
            if not agent.topics.isdisjoint(topics):
                self._tell_newcomer(agent, conversation_id, topics)
        if own:
            await self._say_watching(own)

    def _tell_newcomer(self, agent: AgentListener, conversation_id: str, topics: frozenset[str]) -> None:
        agent.say(encoded(self._watchers(conversation_id, topics)))
        for (typed, _), typist in self._typing.items():
            who = typist.principal
            if typed == conversation_id and who.id != agent.principal.id and self._may_type(who, topics):
                text = typist.text if self._watching.get(agent) == conversation_id else ""
                agent.say(encoded(TypingSignal(conversation_id, _who(who), who.name, True, text)))

    async def _say_typed(self, typist: Typist, conversation_id: str, text: str) -> None:
        """With the text, where the website shows it. It is kept until they stop, for who looks in meanwhile."""
        shows = await self._shows_typed_on(typist.principal.website_id)
        if self._typing.get((conversation_id, typist.principal.actor)) is not typist:
            # They have typed on or stopped while the setting was read, and that is said.
            return
        typist.text = text if shows else ""
        await self._say_typing(typist.principal, conversation_id, on=True)

    async def _show_typed(self, agent: AgentListener, conversation_id: str) -> None:
        """To a console that has just opened the conversation."""
        topics = await self._topics_of(conversation_id)
        if not agent.topics.isdisjoint(topics):
            self._tell_newcomer(agent, conversation_id, topics)

    async def _say_typing(self, principal: Principal, conversation_id: str, *, on: bool) -> None:
        topics = await self._topics_of(conversation_id)
        if not self._may_type(principal, topics):
            return
        who = _who(principal)
        typist = self._typing.get((conversation_id, principal.actor))
        frame = encoded(TypingSignal(conversation_id, who, principal.name, on))
        typed = encoded(TypingSignal(conversation_id, who, principal.name, on, typist.text if on and typist else ""))
        for agent in self._audience.agents_on(topics):
            if agent.principal.id != principal.id:
                agent.say(typed if self._watching.get(agent) == conversation_id else frame)
        if principal.kind == "agent":
            frame = encoded(TypingSignal("", who, principal.name, on))
            for visitor in self._audience.visitors_in(conversation_id):
                visitor.say(frame)

    def _may_type(self, principal: Principal, topics: frozenset[str]) -> bool:
        own = self._audience.agent(principal.id)
        return principal.kind != "agent" or any(not client.topics.isdisjoint(topics) for client in own)

    async def _say_watching(self, conversation_id: str) -> None:
        topics = await self._topics_of(conversation_id)
        frame = encoded(self._watchers(conversation_id, topics))
        for agent in self._audience.agents_on(topics):
            agent.say(frame)

    def _watchers(self, conversation_id: str, topics: frozenset[str]) -> WatchingSignal:
        watching = [agent for agent, watched in self._watching.items() if watched == conversation_id]
        ids = {agent.principal.id for agent in watching if not agent.topics.isdisjoint(topics)}
        return WatchingSignal(conversation=conversation_id, agents=sorted(ids))

    async def _shows_typed_on(self, website_id: str) -> bool:
        # A change of websites begins anew: what was read before it is not kept.
        while website_id not in (known := self._shows_typed):
            known[website_id] = await self._source.shows_typed(self._workspace_id, website_id)
        return known[website_id]

    async def _topics_of(self, conversation_id: str) -> frozenset[str]:
        topics = self._topics.get(conversation_id)
        while topics is None:
            changes = self._changes
            topics = await self._source.audience_of(self._workspace_id, conversation_id)
            if changes == self._changes:
                if len(self._topics) >= KNOWN:
                    self._topics.clear()
                self._topics[conversation_id] = topics
        return topics


def _who(principal: Principal) -> str:
    return principal.id if principal.kind == "agent" else "visitor"
