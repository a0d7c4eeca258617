"""Who is alerted (A6, A11, A22, G4), and why nobody else is. An alert is stored once per cause and agent; this only names them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from zuruf.domain.access import sees
from zuruf.domain.actor import Actor
from zuruf.domain.agent import Agent
from zuruf.domain.change import AlertKind
from zuruf.domain.conversation import Asking, Conversation
from zuruf.domain.explanation import Considered
from zuruf.domain.routing import effective_group, taking_part
from zuruf.domain.workspace import Roster

Called = Literal["part", "group", "everyone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who is alerted. `called` is what came of those called, by agent id; `rest` the code of all others (codes of `Considered`).

    `alert_kind` is what their alert says it is about. A message in a large workspace asks for `agents` only; the others are listed when an
    explanation is kept.
    """

    agents: tuple[str, ...]
    called: Mapping[str, str]
    rest: str
    roster: Roster
    alert_kind: AlertKind = "assigned"

    @property
    def outcomes(self) -> Mapping[str, str]:
        """What came of every active agent."""
        return {
            agent.id: self.called.get(agent.id, self.rest) for agent in self.roster.agents.values() if agent.is_active
        }

    @property
    def considered(self) -> tuple[Considered, ...]:
        """The same for an explanation: those told first, then everybody else by code."""
        rows = sorted(self.outcomes.items(), key=lambda item: (item[1] != "told", item[1], item[0]))
        return tuple(Considered(kind="agent", id=agent_id, outcome=outcome) for agent_id, outcome in rows)


def alerted_by_message(conversation: Conversation, roster: Roster, actor: Actor, watching: frozenset[str]) -> Told:
    """A22, of a visitor's message: those taking part; if none, the effective group's members; if none, all agents.

    `conversation` is as the message left it; `watching` have it open and have seen it. Joining by answering narrows the next alerts (G4).
    """
    call = _Call(conversation, roster, actor, watching)
    part = taking_part(conversation, roster)
    if part:
        return call.told(part, "part", rest="narrowed")
    group = effective_group(conversation, roster)
    if group is not None:
        return call.told(group.members, "group", rest="not_member")
    return call.told(roster.agents, "everyone", rest="narrowed")


def alerted_by_group(conversation: Conversation, roster: Roster, actor: Actor, watching: frozenset[str]) -> Told:
    """A11, of an assignment to the group it now has: every online member. "All agents" alerts all of them, if it leaves nobody."""
    call = _Call(conversation, roster, actor, watching)
    if not conversation.is_open:
        return call.told((), "group", rest="not_started")
    group = effective_group(conversation, roster)
    if group is not None:
        return replace(call.told(group.members, "group", rest="not_member"), alert_kind="assigned_to_group")
    nobody_is_left = not taking_part(conversation, roster)
    told = call.told(roster.agents if nobody_is_left else (), "everyone", rest="narrowed")
    return replace(told, alert_kind="assigned_to_all")


def alerted_by_loss(conversation: Conversation, roster: Roster, actor: Actor) -> Told:
    """Of an agent deactivated ("Decided at the edges"): whom the conversation falls to, if nobody takes part any more."""
    if taking_part(conversation, roster):
        return _Call(conversation, roster, actor, frozenset()).told((), "part", rest="narrowed")
    return alerted_by_group(conversation, roster, actor, frozenset())


def alerted_by_agent(
    conversation: Conversation, agent_id: str, roster: Roster, actor: Actor, watching: frozenset[str]
) -> Told:
    """A6, A14, of assigning or asking one agent: that agent, only while online, never for what they did themselves."""
    call = _Call(conversation, roster, actor, watching)
    if not conversation.is_open:
        return call.told((), "group", rest="not_started")
    return call.told((agent_id,), "group", rest="narrowed")


def alerted_by_lapse(asking: Asking, roster: Roster, actor: Actor) -> frozenset[str]:
    """A14: the asker, told that their asking was declined or has lapsed, if they can hear it and did not end it themselves."""
    agent_id = asking.by.removeprefix("agent:")
    is_told = roster.presence_of(agent_id) == "online" and agent_id != actor.id
    return frozenset({agent_id}) if is_told else frozenset()


def withdrawn(conversation: Conversation, pending: frozenset[str], roster: Roster) -> frozenset[str]:
    """Whose unseen alerts are taken back (G3, G4, A12): of those `pending`, everybody no longer called.

    Still called are those taking part or asked; and until somebody has answered, the group's members or, without a group, all agents.
    """
    called = set(taking_part(conversation, roster)) | {asking.agent_id for asking in conversation.askings}
    if conversation.owner is None:
        group = effective_group(conversation, roster)
        called |= group.members if group is not None else roster.agents.keys()
    return pending - called


@dataclass(frozen=True, slots=True)
class _Call:
    """The circumstances in which agents are called."""

    conversation: Conversation
    roster: Roster
    actor: Actor
    watching: frozenset[str]

    def told(self, agent_ids: Iterable[str], called: Called, *, rest: str) -> Told:
        """Calls these agents; deactivated ones are not there to be called."""
        agents = (self.roster.agents[agent_id] for agent_id in agent_ids if agent_id in self.roster.agents)
        outcomes = {agent.id: self.outcome(agent, called) for agent in agents if agent.is_active}
        told = tuple(sorted(agent_id for agent_id, outcome in outcomes.items() if outcome == "told"))
        return Told(agents=told, called=outcomes, rest=rest, roster=self.roster)

    def outcome(self, agent: Agent, called: Called) -> str:
        """What comes of calling this agent."""
        if self.actor.kind == "agent" and self.actor.id == agent.id:
            return "is_actor"
        if not sees(agent, self.conversation, self.roster):
            return "no_access"
        if called == "everyone" and agent.is_by_api:
            return "by_api"
        match self.roster.presence_of(agent.id):
            case "offline":
                return "offline"
            case "invisible" if called != "part":
                return "invisible"
            case "invisible" | "online":
                return "is_looking" if agent.id in self.watching else "told"
