"""Saved views: an agent's own and those shared with the workspace (I3)."""

import json

from zuruf.domain.saved_view import MOST, SavedView
from zuruf.store.transaction import Reader, Row, Tx

COLUMNS = "id, agent_id, place, name, search"


async def for_agent(reader: Reader, workspace_id: str, agent_id: str) -> list[SavedView]:
    """Shared ones first, then the agent's own, each in their order."""
    rows = await reader.all(
        f"select {COLUMNS} from saved_views where workspace_id = $1 and agent_id in ('', $2)"
        f" order by agent_id, place, id limit {2 * MOST}",
        workspace_id,
        agent_id,
    )
    return [_view(row) for row in rows]


async def load(reader: Reader, workspace_id: str, view_id: str) -> SavedView | None:
    """One of anybody."""
    row = await reader.one(
        f"select {COLUMNS} from saved_views where workspace_id = $1 and id = $2", workspace_id, view_id
    )
    return None if row is None else _view(row)


async def save(tx: Tx, view: SavedView, at: int) -> None:
    """A new one, or what changed of one."""
    await tx.run(
        "insert into saved_views (workspace_id, id, agent_id, place, name, search, created_at) values ($1, $2, $3, $4, $5, $6, $7)"
        " on conflict (workspace_id, id) do update set agent_id = excluded.agent_id, place = excluded.place, name = excluded.name,"
        " search = excluded.search",
        tx.workspace_id,
        view.id,
        view.agent_id,
        view.place,
        view.name,
        json.dumps(view.search),
        at,
    )


async def delete(tx: Tx, view_id: str) -> None:
    """Removes it."""
    await tx.run("delete from saved_views where workspace_id = $1 and id = $2", tx.workspace_id, view_id)


def _view(row: Row) -> SavedView:
    id_, agent_id, place, name, search = row
    return SavedView(
        id=str(id_), agent_id=str(agent_id), place=int(place or 0), name=str(name), search=json.loads(str(search))
    )
