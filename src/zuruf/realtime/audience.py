"""Who listens to a workspace on this node, indexed so that an event touches only those it is for."""

from collections.abc import Collection, Iterator
from typing import Generic, Protocol, TypeVar

from zuruf.domain.event import StoredEvent
from zuruf.realtime.envelope import Entry
from zuruf.realtime.source import Principal


class Listener(Protocol):
    """One client that receives events."""

    principal: Principal

    def offer(self, entry: Entry) -> None:
        """An event that is for them, in order."""
        ...

    def say(self, frame: bytes) -> None:
        """A signal, which may be dropped."""
        ...

    def start_over(self, code: int, reason: str) -> None:
        """Closes; the client comes back."""
        ...


class AgentListener(Listener, Protocol):
    """An agent's client."""

    @property
    def topics(self) -> frozenset[str]:
        """What this client listens to."""
        ...

    async def has_room(self) -> None:
        """Waits until a signal would not be dropped."""
        ...

    async def check_rights(self, event: StoredEvent) -> None:
        """Reads again what they may see after this event, before later ones are delivered."""
        ...


class VisitorListener(Listener, Protocol):
    """A visitor's client."""

    conversation_id: str | None


T = TypeVar("T")


class Index(Generic[T]):
    """Things by name, in the order of their coming."""

    def __init__(self) -> None:
        self._named: dict[str, dict[T, None]] = {}

    def add(self, name: str, thing: T) -> None:
        """Once is enough."""
        self._named.setdefault(name, {})[thing] = None

    def remove(self, name: str, thing: T) -> None:
        """Leaves no empty name behind."""
        things = self._named.get(name)
        if things is None:
            return
        things.pop(thing, None)
        if not things:
            del self._named[name]

    def get(self, name: str) -> tuple[T, ...]:
        """All of that name."""
        return tuple(self._named.get(name, ()))

    def any_of(self, names: Collection[str]) -> dict[T, None]:
        """All of any of these names, each once."""
        return {thing: None for name in sorted(names) for thing in self._named.get(name, ())}

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._named))


class Audience:
    """The listeners of one workspace."""

    def __init__(self) -> None:
        self._agents: dict[AgentListener, frozenset[str]] = {}
        self._by_topic: Index[AgentListener] = Index()
        self._by_agent: Index[AgentListener] = Index()
        self._visitors: dict[VisitorListener, str | None] = {}
        self._by_conversation: Index[VisitorListener] = Index()
        self._unbound: Index[VisitorListener] = Index()

    def add_agent(self, listener: AgentListener) -> None:
        """Adds it, or notes that its topics changed."""
        self.remove_agent(listener)
        self._agents[listener] = listener.topics
        self._by_agent.add(listener.principal.id, listener)
        for topic in listener.topics:
            self._by_topic.add(topic, listener)

    def remove_agent(self, listener: AgentListener) -> None:
        """It hears nothing any more."""
        self._by_agent.remove(listener.principal.id, listener)
        for topic in self._agents.pop(listener, ()):
            self._by_topic.remove(topic, listener)

    def add_visitor(self, listener: VisitorListener) -> None:
        """Adds it, or notes that its conversation changed."""
        self.remove_visitor(listener)
        self._visitors[listener] = listener.conversation_id
        if listener.conversation_id is None:
            self._unbound.add(f"visitor:{listener.principal.id}", listener)
        else:
            self._by_conversation.add(listener.conversation_id, listener)

    def remove_visitor(self, listener: VisitorListener) -> None:
        """It hears nothing any more."""
        conversation_id = self._visitors.pop(listener, None)
        self._unbound.remove(f"visitor:{listener.principal.id}", listener)
        if conversation_id is not None:
            self._by_conversation.remove(conversation_id, listener)

    def deliver(self, entry: Entry) -> None:
        """Offers the event to everybody it is for."""
        event = entry.event
        hearing = self.agent(event.to) if event.to else self._by_topic.any_of(event.topics)
        for agent in hearing:
            agent.offer(entry)
        if not event.visitor_seq or event.conversation_id is None:
            return
        for visitor in self._unbound.any_of(event.topics):
            # Their conversation has just begun.
            visitor.conversation_id = event.conversation_id
            self.add_visitor(visitor)
        for visitor in self._by_conversation.get(event.conversation_id):
            visitor.offer(entry)

    def agent(self, agent_id: str) -> tuple[AgentListener, ...]:
        """All clients of one agent."""
        return self._by_agent.get(agent_id)

    def agents_on(self, topics: Collection[str]) -> list[AgentListener]:
        """All clients of agents that listen to any of these."""
        return list(self._by_topic.any_of(topics))

    def visitors_in(self, conversation_id: str) -> tuple[VisitorListener, ...]:
        """The visitor's clients of a conversation."""
        return self._by_conversation.get(conversation_id)

    def agents(self) -> list[AgentListener]:
        """All clients of agents."""
        return list(self._agents)

    def visitors(self) -> list[VisitorListener]:
        """All clients of visitors."""
        return list(self._visitors)

    @property
    def is_empty(self) -> bool:
        """Whether nobody listens."""
        return not self._agents and not self._visitors

    def start_over(self, code: int, reason: str) -> None:
        """Closes everybody: what they know cannot be trusted."""
        for listener in [*self._agents, *self._visitors]:
            listener.start_over(code, reason)
