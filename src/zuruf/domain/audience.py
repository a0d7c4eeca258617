"""Who is alerted (A6, A11, A22, G4), and why nobody else is. An alert is stored once per cause and agent; this only names them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from zuruf.domain.access import sees
from zuruf.domain.actor import Actor
from zuruf.domain.agent import Agent
from zuruf.domain.conversation import Conversation
from zuruf.domain.explanation import Considered
from zuruf.domain.routing import effective_group, taking_part
from zuruf.domain.workspace import Roster

Called = Literal["part", "group", "everyone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who is alerted, and what came of everybody looked at, by agent id (the codes of `Considered`)."""

    agents: tuple[str, ...]
    outcomes: Mapping[str, str]

    @property
    def considered(self) -> tuple[Considered, ...]:
        """The same for an explanation: those told first, then everybody else by code."""
        rows = sorted(self.outcomes.items(), key=lambda item: (item[1] != "told", item[1], item[0]))
        return tuple(Considered(kind="agent", id=agent_id, outcome=outcome) for agent_id, outcome in rows)


def alerted_by_message(conversation: Conversation, roster: Roster, actor: Actor, watching: frozenset[str]) -> Told:
    """A22, of a visitor's message: those taking part; if none, the effective group's members; if none, all agents.

    `conversation` is as the message left it; `watching` have it open and have seen it. Joining by answering narrows the next alerts (G4).
    """
    part = taking_part(conversation, roster)
    group = effective_group(conversation, roster)
    if part:
        called: Called = "part"
        nearest = frozenset(part)
    elif group is not None:
        called, nearest = "group", group.members
    else:
        called, nearest = "everyone", frozenset(roster.agents)

    def outcome(agent: Agent) -> str:
        if agent.id not in nearest:
            return "not_member" if called == "group" else "narrowed"
        return _outcome(agent, conversation, roster, actor, watching, called)

    return _told(roster.agents.values(), outcome)


def alerted_by_group(conversation: Conversation, roster: Roster, actor: Actor, watching: frozenset[str]) -> Told:
    """A11, of an assignment to the group it now has: every online member. "All agents" alerts all of them, if it leaves nobody."""
    group = effective_group(conversation, roster)
    part = taking_part(conversation, roster)

    def outcome(agent: Agent) -> str:
        if not conversation.is_open:
            return "not_started"
        if group is not None and agent.id not in group.members:
            return "not_member"
        if group is None and part:
            return "narrowed"
        return _outcome(agent, conversation, roster, actor, watching, "group" if group is not None else "everyone")

    return _told(roster.agents.values(), outcome)


def alerted_by_agent(
    conversation: Conversation, agent_id: str, roster: Roster, actor: Actor, watching: frozenset[str]
) -> Told:
    """A6, A14, of assigning or asking one agent: that agent, only while online, never for what they did themselves."""

    def outcome(agent: Agent) -> str:
        if agent.id != agent_id:
            return "narrowed"
        if not conversation.is_open:
            return "not_started"
        return _outcome(agent, conversation, roster, actor, watching, "group")

    return _told(roster.agents.values(), outcome)


def withdrawn(conversation: Conversation, pending: frozenset[str], roster: Roster) -> frozenset[str]:
    """Whose unseen alerts are taken back (G3, G4, A12): of those `pending`, everybody no longer called.

    Still called are those taking part or asked; and until somebody has answered, the group's members or, without a group, all agents.
    """
    called = set(taking_part(conversation, roster)) | {asking.agent_id for asking in conversation.askings}
    if conversation.owner is None:
        group = effective_group(conversation, roster)
        called |= group.members if group is not None else roster.agents.keys()
    return pending - called


def _told(agents: Iterable[Agent], outcome_of: Callable[[Agent], str]) -> Told:
    outcomes = {agent.id: outcome_of(agent) for agent in agents if agent.is_active}
    return Told(agents=tuple(sorted(id for id, outcome in outcomes.items() if outcome == "told")), outcomes=outcomes)


def _outcome(
    agent: Agent, conversation: Conversation, roster: Roster, actor: Actor, watching: frozenset[str], called: Called
) -> str:
    """What comes of calling this agent."""
    if actor.kind == "agent" and actor.id == agent.id:
        return "is_actor"
    if not sees(agent, conversation, roster):
        return "no_access"
    if called == "everyone" and agent.is_by_api:
        return "by_api"
    match roster.presence_of(agent.id):
        case "offline":
            return "offline"
        case "invisible" if called != "part":
            return "invisible"
        case "invisible" | "online":
            return "is_looking" if agent.id in watching else "told"
