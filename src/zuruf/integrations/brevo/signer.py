"""Who signs a message that comes by API (X1): the agent named, a member of the group named, or the website itself."""

from typing import Final

from zuruf.domain.agent import Agent, Presence
from zuruf.domain.group import Group
from zuruf.domain.workspace import Roster
from zuruf.errors import Invalid, NotFound
from zuruf.integrations.brevo.request import NewPushedMessage

WEBSITE: Final = ""
NEAREST: Final[tuple[Presence, ...]] = ("online", "invisible", "offline")


def writer(agent: Agent | None, field: str) -> Agent:
    """The agent, if they may answer visitors at all. `field` is the one that named them."""
    if agent is None:
        raise NotFound("agent_gone", "There is no such agent.", field)
    if not agent.may("access"):
        raise Invalid("no_access", f"{agent.name} is deactivated or may not answer visitors.", field)
    return agent


def signer_of(pushed: NewPushedMessage, roster: Roster) -> str:
    """The agent's id or WEBSITE. `agentId` goes before `groupId`; of a group whoever is nearest to the visitor, always the same one."""
    if pushed.agent_id is not None:
        return writer(roster.agents.get(pushed.agent_id), "agentId").id
    if pushed.group_id is None:
        return WEBSITE
    group = roster.groups.get(pushed.group_id)
    if group is None:
        raise NotFound("group_gone", "There is no such group.", "groupId")
    if not roster.workspace.uses_groups or not group.is_enabled:
        raise Invalid("group_disabled", "The group is disabled, or groups are switched off.", "groupId")
    return _member(group, roster)


def _member(group: Group, roster: Roster) -> str:
    able = [id for id in group.members if id in roster.agents and roster.agents[id].may("access")]
    if not able:
        raise Invalid("group_empty", "Nobody in this group may answer visitors.", "groupId")
    return min(able, key=lambda id: (NEAREST.index(roster.presence_of(id)), id))
