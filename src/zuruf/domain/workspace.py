"""A workspace, and the roster: everyone and every group of it as one decision sees them."""

from collections.abc import Mapping
from dataclasses import dataclass

from zuruf.domain.agent import Agent, Presence
from zuruf.domain.group import Group


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """One customer of this installation and its switches (G2, G3, A17, O1, P4). `idle_after_ms` 0 is never."""

    id: str
    name: str
    default_language: str = "en"
    languages: tuple[str, ...] = ("en", "de", "fr")
    uses_groups: bool = False
    asks_for_group: bool = False
    returns_to_last_agent: bool = True
    agents_see_only_their_groups: bool = False
    missed_after_ms: int = 30_000
    idle_after_ms: int = 0
    version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The people of a workspace at one moment: what routing decides with.

    `agents` holds all agents, deactivated ones too; `presence` is effective presence (P1) of every active agent.
    """

    workspace: Workspace
    agents: Mapping[str, Agent]
    groups: Mapping[str, Group]
    presence: Mapping[str, Presence]

    def presence_of(self, agent_id: str) -> Presence:
        """Effective presence; offline for anyone unknown or deactivated."""
        return self.presence.get(agent_id, "offline")

    def is_effective(self, group_id: str | None) -> bool:
        """Whether a visitor's group counts: groups switched on, the group enabled, at least one active member (product.md, Words).

        Neither a member without the right `access` nor an agent by API (X1) makes it count: the visitor would be in no Mine that somebody
        looks at, and not in Unassigned (A16).
        """
        group = self.groups.get(group_id) if group_id else None
        if group is None or not self.workspace.uses_groups or not group.is_enabled:
            return False
        members = (self.agents[member] for member in group.members if member in self.agents)
        return any(member.may("access") and not member.is_by_api for member in members)
