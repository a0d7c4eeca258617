"""Who may see a conversation and hear of it (X6): the wall "agents see only their groups", and the topics live events carry.

A subscriber hears an event when its topics meet theirs; `sees` and the topics always agree.
Topics: `agents` (those who see all), `ownerless` (those behind the wall), `group:<id>`, `agent:<id>`; `workspace` is everybody's.
"""

from zuruf.domain.agent import Agent, Right
from zuruf.domain.conversation import Conversation
from zuruf.domain.routing import able, effective_group
from zuruf.domain.workspace import Roster
from zuruf.errors import Forbidden

WORKSPACE_TOPIC = "workspace"
ALL_TOPIC = "agents"
OWNERLESS_TOPIC = "ownerless"

_RIGHTS: dict[Right, str] = {
    "access": "see and answer conversations",
    "assign": "assign visitors",
    "configure": "change settings",
}


def require(agent: Agent, right: Right) -> None:
    """Raises Forbidden with a sentence naming the right (X6)."""
    if not agent.may(right):
        sentence = f"You may not {_RIGHTS[right]}: your account lacks the right “{right}”. An admin can give it to you."
        raise Forbidden("right_missing", sentence, detail={"right": right})


def sees(agent: Agent, conversation: Conversation, roster: Roster) -> bool:
    """Whether this agent may see the conversation now: the right `access`, and behind the wall only what is theirs or nobody's."""
    if not agent.may("access"):
        return False
    if not is_walled(agent, roster) or agent.id in _named(conversation):
        return True
    group = effective_group(conversation, roster)
    return agent.id in group.members if group is not None else _is_ownerless(conversation, roster)


def is_walled(agent: Agent, roster: Roster) -> bool:
    """Whether this agent sees only their groups' visitors; owners and admins see all."""
    return roster.workspace.agents_see_only_their_groups and agent.role == "agent"


def seers(conversation: Conversation, roster: Roster) -> frozenset[str]:
    """Everybody who may see it now."""
    return frozenset(agent.id for agent in roster.agents.values() if sees(agent, conversation, roster))


def topics_of_agent(agent: Agent, roster: Roster) -> frozenset[str]:
    """What an agent's console listens to; to be computed again whenever agents, groups or switches change."""
    if not agent.is_active:
        return frozenset()
    own = frozenset({WORKSPACE_TOPIC, f"agent:{agent.id}"})
    if not agent.may("access"):
        return own
    if not is_walled(agent, roster):
        return own | {ALL_TOPIC}
    groups = frozenset(f"group:{group.id}" for group in roster.groups.values() if agent.id in group.members)
    return own | groups | {OWNERLESS_TOPIC}


def topics(conversation: Conversation, roster: Roster) -> frozenset[str]:
    """Whom an event about this conversation goes to now; the caller adds `visitor:<id>` when the visitor may see it."""
    named = {f"agent:{agent_id}" for agent_id in _named(conversation) if able(agent_id, roster)}
    group = effective_group(conversation, roster)
    if group is not None:
        return frozenset(named | {ALL_TOPIC, f"group:{group.id}"})
    ownerless = {OWNERLESS_TOPIC} if _is_ownerless(conversation, roster) else set[str]()
    return frozenset(named | ownerless | {ALL_TOPIC})


def sight_change(before: Conversation, after: Conversation, roster: Roster) -> tuple[frozenset[str], frozenset[str]]:
    """Who gains and who loses sight of it by this change; both are told personally (`conversation.granted`, `.revoked`)."""
    if not roster.workspace.agents_see_only_their_groups:
        return frozenset(), frozenset()
    could, can = seers(before, roster), seers(after, roster)
    return can - could, could - can


def _named(conversation: Conversation) -> frozenset[str]:
    """Those who see it by name: taking part or asked; while it is closed, also the last one who wrote to the visitor, who may reopen it."""
    ids = {row.agent_id for row in conversation.participations} | {asking.agent_id for asking in conversation.askings}
    if not conversation.is_open and conversation.last_agent_id is not None:
        ids.add(conversation.last_agent_id)
    return frozenset(ids)


def _is_ownerless(conversation: Conversation, roster: Roster) -> bool:
    """Nobody's yet: no effective group, nobody taking part, and not an episode that is over."""
    if any(able(row.agent_id, roster) for row in conversation.participations):
        return False
    return conversation.is_open or conversation.episode == 0
