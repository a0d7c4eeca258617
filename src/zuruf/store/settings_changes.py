"""Writing a change of settings: the row, its event to the whole workspace, and the number of the roster."""

from typing import Literal

from zuruf.domain.access import WORKSPACE_TOPIC
from zuruf.domain.agent import Agent
from zuruf.domain.conversation import GroupSetting
from zuruf.domain.event import AgentChanged, Body, Event, GroupChanged, GroupDeleted, SettingsChanged
from zuruf.domain.group import Group
from zuruf.domain.view import agent_view, group_view
from zuruf.domain.workspace import Workspace
from zuruf.errors import Conflict
from zuruf.store import agents, groups, workspaces
from zuruf.store.streams import raise_roster
from zuruf.store.transaction import Command, Row, Tx

Table = Literal["agents", "groups", "websites", "triggers", "saved_replies", "workspaces"]
_ID_COLUMNS: dict[Table, str] = {
    "agents": "id",
    "groups": "id",
    "websites": "id",
    "triggers": "id",
    "saved_replies": "id",
    "workspaces": "workspace_id",
}


def tell(tx: Tx, command: Command, kind: str, body: Body) -> int:
    """Records an event for everybody in the workspace."""
    event = Event(type=kind, body=body, topics=frozenset({WORKSPACE_TOPIC}), actor=command.actor, at=command.moment.at)
    return tx.record(event)


def tell_settings(tx: Tx, command: Command, what: str) -> int:
    """`settings.changed`: a page showing `what` fetches it again; its version is the event's own number."""
    return tell(tx, command, "settings.changed", SettingsChanged(what=what, version=tx.next_seq))


async def add_agent(tx: Tx, command: Command, agent: Agent) -> None:
    """Writes a new agent."""
    await agents.insert(tx, agent, seq=tx.next_seq, created_at=command.moment.at)
    await _tell_agent(tx, command, agent)


async def save_agent(tx: Tx, command: Command, agent: Agent) -> None:
    """Writes a changed agent."""
    await agents.save(tx, agent, seq=tx.next_seq)
    await _tell_agent(tx, command, agent)


async def add_group(tx: Tx, command: Command, group: Group) -> None:
    """Writes a new group."""
    await groups.insert(tx, group, seq=tx.next_seq, created_at=command.moment.at)
    await _tell_group(tx, command, group)


async def save_group(tx: Tx, command: Command, before: Group, after: Group) -> None:
    """Writes a changed group and the members that came or went."""
    await groups.save(tx, before, after, seq=tx.next_seq)
    await _tell_group(tx, command, after)


async def delete_group(tx: Tx, command: Command, group: Group, move_to: str | None) -> None:
    """Moves the visitors left in the group (None: to all agents) and removes it; one event tells of both (G7)."""
    setting = GroupSetting(group_id=move_to, source="trigger", by=str(command.actor), at=command.moment.at)
    await groups.move_visitors(tx, group.id, setting, tx.next_seq)
    await groups.delete(tx, group, at=command.moment.at)
    tell(tx, command, "group.deleted", GroupDeleted(group_id=group.id, moved_to=move_to, names=group.names))
    await raise_roster(tx)


async def add_workspace(tx: Tx, command: Command, workspace: Workspace) -> None:
    """Writes a new workspace."""
    await workspaces.insert(tx, workspace, seq=tx.next_seq, created_at=command.moment.at)
    await _tell_workspace(tx, command, workspace)


async def save_workspace(tx: Tx, command: Command, workspace: Workspace) -> None:
    """Writes the changed switches."""
    await workspaces.save(tx, workspace, seq=tx.next_seq)
    await _tell_workspace(tx, command, workspace)


async def check_version(tx: Tx, table: Table, id_: str, *, sent: int, now: int) -> None:
    """Conflict `stale_version` with the version of now and who made it, unless it is the one that was sent (A21 for settings)."""
    if sent == now:
        return
    row = await tx.one(
        f"select e.actor, e.at, a.name from {table} t"
        " left join events e on e.workspace_id = t.workspace_id and e.seq = t.seq"
        " left join agents a on a.workspace_id = t.workspace_id and 'agent:' || a.id = e.actor"
        f" where t.workspace_id = $1 and t.{_ID_COLUMNS[table]} = $2",
        tx.workspace_id,
        id_,
    )
    raise _stale(sent, now, row)


async def stale_list(tx: Tx, what: str, *, sent: int, now: int) -> Conflict:
    """The same for a whole list, whose versions are numbers of events: whoever told of it last, by deleting too (`tell_settings`)."""
    row = await tx.one(
        "select e.actor, e.at, a.name from events e"
        " left join agents a on a.workspace_id = e.workspace_id and 'agent:' || a.id = e.actor"
        " where e.workspace_id = $1 and e.seq > $2 and e.type = 'settings.changed' and e.body like $3"
        " order by e.seq desc limit 1",
        tx.workspace_id,
        sent,
        f'%"what":"{what}"%',
    )
    return _stale(sent, now, row)


def _stale(sent: int, now: int, row: Row | None) -> Conflict:
    actor, at, name = row or (None, None, None)
    detail = {"version": str(now), "changed_by": str(actor or ""), "changed_at": str(at or ""), "name": str(name or "")}
    who = name or "somebody"
    sentence = f"Expected version {now}, got {sent}: {who} changed it meanwhile. Load it again and repeat your change."
    return Conflict("stale_version", sentence, "version", detail)


async def _tell_agent(tx: Tx, command: Command, agent: Agent) -> None:
    tell(tx, command, "agent.changed", AgentChanged(agent=agent_view(agent, tx.next_seq)))
    await raise_roster(tx)


async def _tell_group(tx: Tx, command: Command, group: Group) -> None:
    tell(tx, command, "group.changed", GroupChanged(group=group_view(group, tx.next_seq)))
    await raise_roster(tx)


async def _tell_workspace(tx: Tx, command: Command, workspace: Workspace) -> None:
    tell(tx, command, "workspace.changed", workspaces.workspace_view(workspace, tx.next_seq))
    await raise_roster(tx)
