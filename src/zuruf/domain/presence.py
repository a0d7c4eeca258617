"""Effective presence: what an agent chose, as long as there is a sign of life (P1, P2), and what it makes of the widget (P3)."""

from collections.abc import Mapping
from typing import Final, Literal

from zuruf.domain.agent import Agent, Presence
from zuruf.domain.conversation import Conversation
from zuruf.domain.routing import effective_group, taking_part
from zuruf.domain.workspace import Roster

CLOSED_SOCKET_MS: Final = 30_000  # P1: a console whose socket was closed lives on for so long
SILENT_SOCKET_MS: Final = 45_000  # P1: a console whose socket says nothing
API_PING_MS: Final = 150_000  # P1: one ping by API
RECENT_ANSWER_MS: Final = 300_000  # P3: an invisible participant keeps the widget live for so long after an answer

Mode = Literal["live", "message"]


def effective(chosen: Presence, alive_until: int | None, now: int) -> Presence:
    """P1: `alive_until` is the latest end of the agent's signs of life in ms; None if there is none. At that moment it is over."""
    return chosen if alive_until is not None and now < alive_until else "offline"


def chosen_by_ping(agent: Agent) -> Presence:
    """P1: an API ping chooses online unless the agent chose otherwise by hand."""
    return agent.chosen_presence if agent.chose_by_hand else "online"


def is_idle(agent: Agent, active_at: int, idle_after_ms: int, now: int) -> bool:
    """P4: whether the agent is to be taken offline: nothing was done at any of their consoles for so long; 0 is never.

    Nobody looks at the screens of an agent by API (X1): their system says when they are there.
    """
    is_there = agent.is_active and not agent.is_by_api and agent.chosen_presence != "offline"
    return is_there and 0 < idle_after_ms <= now - active_at


def mode(conversation: Conversation | None, roster: Roster, now: int, last_answers: Mapping[str, int]) -> Mode:
    """P3: `last_answers` maps agents to the time of their last answer to this visitor, in ms."""
    if conversation is not None and any(
        is_there(agent_id, roster, now, last_answers) for agent_id in taking_part(conversation, roster)
    ):
        return "live"
    group = effective_group(conversation, roster) if conversation is not None else None
    return "live" if is_anyone_online(roster, group.members if group else None) else "message"


def answers_count_until(
    conversation: Conversation, roster: Roster, now: int, last_answers: Mapping[str, int]
) -> int | None:
    """P3: the end (ms) of the five minutes after the latest answer of an invisible participant; None when it is over."""
    ends = [
        last_answers[agent_id] + RECENT_ANSWER_MS
        for agent_id in taking_part(conversation, roster)
        if roster.presence_of(agent_id) == "invisible" and agent_id in last_answers
    ]
    return max((end for end in ends if end > now), default=None)


def is_anyone_online(roster: Roster, members: frozenset[str] | None) -> bool:
    """Whether somebody with access is online: of `members`, or of the whole workspace when None. Invisible ones do not count (P2)."""
    agents = roster.agents
    ids = everybody(roster) if members is None else members & agents.keys()
    return any(roster.presence_of(id) == "online" and agents[id].may("access") for id in ids)


def everybody(roster: Roster) -> frozenset[str]:
    """All who are called for a visitor nobody has: agents by API never are (X1), however often their system pings."""
    return frozenset(agent.id for agent in roster.agents.values() if not agent.is_by_api)


def is_there(agent_id: str, roster: Roster, now: int, last_answers: Mapping[str, int]) -> bool:
    """P3: whether this agent counts as there for a visitor they take part with: online, or invisible and just answered."""
    match roster.presence_of(agent_id):
        case "online":
            return True
        case "invisible":
            return agent_id in last_answers and now < last_answers[agent_id] + RECENT_ANSWER_MS
        case "offline":
            return False
