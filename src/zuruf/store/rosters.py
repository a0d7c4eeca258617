"""The roster: everyone and every group of a workspace, read for one decision."""

from collections.abc import Mapping

from zuruf.domain.agent import Agent, Presence
from zuruf.domain.presence import effective
from zuruf.domain.workspace import Roster
from zuruf.store import agents, groups, signs, workspaces
from zuruf.store.transaction import Reader


async def load_roster(reader: Reader, workspace_id: str, now: int) -> Roster:
    """Five queries however many people there are. Presence is effective presence at `now` (P1)."""
    workspace = await workspaces.get(reader, workspace_id)
    people = await agents.everyone(reader, workspace_id)
    return Roster(
        workspace=workspace,
        agents={agent.id: agent for agent in people},
        groups={group.id: group for group in await groups.everyone(reader, workspace_id)},
        presence=presences(people, await signs.alive_until(reader, workspace_id, now), now),
    )


def presences(people: list[Agent], alive_until: Mapping[str, int], now: int) -> dict[str, Presence]:
    """Effective presence of the active ones."""
    return {
        agent.id: effective(agent.chosen_presence, alive_until.get(agent.id), now)
        for agent in people
        if agent.is_active
    }
