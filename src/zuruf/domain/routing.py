"""Whose a conversation is: its effective group, why it is in somebody's Mine (A15), or why it is unassigned (A16)."""

from dataclasses import dataclass
from typing import Literal

from zuruf.domain.agent import Agent
from zuruf.domain.conversation import Conversation
from zuruf.domain.group import Group
from zuruf.domain.workspace import Roster

ReasonKind = Literal["assigned", "joined", "group", "asked"]
UnassignedReason = Literal["no_group", "all_agents", "groups_off", "group_gone", "group_disabled", "group_empty"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a conversation is in an agent's Mine. `by` is who assigned, set the group or asked, as `agent:…`, `trigger:…`; "" for joining."""

    kind: ReasonKind
    by: str = ""
    at: int = 0
    group_id: str | None = None


def effective_group(conversation: Conversation, roster: Roster) -> Group | None:
    """The visitor's group while it counts (product.md, Words); None for "all agents" too."""
    group_id = conversation.group.group_id
    return roster.groups[group_id] if group_id is not None and roster.is_effective(group_id) else None


def able(agent_id: str, roster: Roster) -> Agent | None:
    """The agent, if they are active and hold the right `access`; nobody else can own a visitor."""
    agent = roster.agents.get(agent_id)
    return agent if agent is not None and agent.may("access") else None


def taking_part(conversation: Conversation, roster: Roster) -> tuple[str, ...]:
    """The agents assigned or joined who are able to answer, in the order they came (A8)."""
    return tuple(row.agent_id for row in conversation.participations if able(row.agent_id, roster))


def owners(conversation: Conversation, roster: Roster) -> frozenset[str]:
    """A22: those taking part; if none, the effective group's members; if none, everybody. Present or not.

    Agents by API are not called for a visitor nobody has (X1): while only their system is there, that visitor is missed at once (O1).
    """
    part = taking_part(conversation, roster)
    if part:
        return frozenset(part)
    group = effective_group(conversation, roster)
    ids = group.members if group is not None else (id for id, agent in roster.agents.items() if not agent.is_by_api)
    return frozenset(id for id in ids if able(id, roster))


def why_mine(conversation: Conversation, agent_id: str, roster: Roster) -> tuple[Reason, ...]:
    """A15: every reason, the nearest first; empty when it is not in this agent's Mine."""
    if not conversation.is_open or able(agent_id, roster) is None:
        return ()
    reasons: list[Reason] = []
    row = conversation.participation_of(agent_id)
    if row is not None and row.assigned_at is not None:
        reasons.append(Reason(kind="assigned", by=row.assigned_by, at=row.assigned_at))
    if row is not None and row.joined_at is not None:
        reasons.append(Reason(kind="joined", at=row.joined_at))
    reasons += [
        Reason(kind="asked", by=asking.by, at=asking.at)
        for asking in conversation.askings
        if asking.agent_id == agent_id
    ]
    group = effective_group(conversation, roster)
    if group is not None and agent_id in group.members:
        setting = conversation.group
        reasons.append(Reason(kind="group", by=setting.by, at=setting.at, group_id=group.id))
    return tuple(reasons)


def is_unassigned(conversation: Conversation, roster: Roster) -> UnassignedReason | None:
    """A16: why it is in Unassigned, None when it is not. Being asked alone owns nothing: a declined asking must not hide a visitor."""
    if not conversation.is_open or not conversation.has_visitor_message:
        return None
    if taking_part(conversation, roster) or effective_group(conversation, roster) is not None:
        return None
    return why_no_group(conversation, roster)


def why_no_group(conversation: Conversation, roster: Roster) -> UnassignedReason:
    """What keeps the visitor's group from counting; asked only when there is no effective group."""
    setting = conversation.group
    if setting.group_id is None:
        return "all_agents" if setting.by else "no_group"
    group = roster.groups.get(setting.group_id)
    if group is None:
        return "group_gone"
    if not roster.workspace.uses_groups:
        return "groups_off"
    return "group_empty" if group.is_enabled else "group_disabled"
