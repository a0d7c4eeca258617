"""Signs of life of agents (P1): leases of consoles and API pings."""

from collections.abc import Sequence

from zuruf.store.transaction import Reader, Tx


async def alive_until(reader: Reader, workspace_id: str, now: int) -> dict[str, int]:
    """Of every agent with a sign of life at `now`: until when the longest one lasts, in ms."""
    rows = await reader.all(
        "select agent_id, max(alive_until) from signs where workspace_id = $1 and alive_until > $2 group by agent_id limit 5000",
        workspace_id,
        now,
    )
    return {str(agent_id): int(until or 0) for agent_id, until in rows}


async def renew(tx: Tx, lives: Sequence[tuple[str, str, int]]) -> None:
    """(agent, source, alive until): the source lasts at least until then."""
    await tx.many(
        "insert into signs (workspace_id, agent_id, source, alive_until) values ($1, $2, $3, $4)"
        " on conflict (workspace_id, agent_id, source) do update set alive_until ="
        " case when excluded.alive_until > signs.alive_until then excluded.alive_until else signs.alive_until end",
        [(tx.workspace_id, agent_id, source, until) for agent_id, source, until in lives],
    )


async def shorten(tx: Tx, agent_id: str, source: str, until: int) -> None:
    """The source lasts until then at most."""
    await tx.run(
        "update signs set alive_until = $1 where workspace_id = $2 and agent_id = $3 and source = $4 and alive_until > $1",
        until,
        tx.workspace_id,
        agent_id,
        source,
    )


async def end_all(tx: Tx, agent_id: str) -> None:
    """No source speaks for the agent any more (deactivated)."""
    await tx.run("delete from signs where workspace_id = $1 and agent_id = $2", tx.workspace_id, agent_id)


async def forget(tx: Tx, before: int) -> None:
    """Drops the rows of sources that have been silent since then."""
    await tx.run("delete from signs where workspace_id = $1 and alive_until < $2", tx.workspace_id, before)


async def note_active(tx: Tx, agent_id: str, at: int) -> None:
    """Something was done at one of the agent's consoles (P4); never goes back."""
    await tx.run(
        "update agents set active_at = $1 where workspace_id = $2 and id = $3 and active_at < $1",
        at,
        tx.workspace_id,
        agent_id,
    )


async def begin_idle_time(tx: Tx, at: int) -> None:
    """From now on idle time counts for everybody: what they did before nobody noted."""
    await tx.run("update agents set active_at = $1 where workspace_id = $2 and active_at < $1", at, tx.workspace_id)


async def active_at(reader: Reader, workspace_id: str, agent_id: str) -> int:
    """When something was last done at one of the agent's consoles, in ms."""
    row = await reader.one("select active_at from agents where workspace_id = $1 and id = $2", workspace_id, agent_id)
    return int(row[0] or 0) if row else 0


async def perhaps_idle(reader: Reader, now: int, limit: int) -> list[tuple[str, str]]:
    """(workspace, agent) of all workspaces for whom idle time may be over (P4), the longest first."""
    rows = await reader.all(
        "select a.workspace_id, a.id from agents a join workspaces w on w.workspace_id = a.workspace_id"
        " where a.chosen_presence <> 'offline' and a.is_active = 1 and a.is_by_api = 0 and w.idle_after_ms > 0"
        " and a.active_at <= $1 - w.idle_after_ms order by a.active_at limit $2",
        now,
        limit,
    )
    return [(str(workspace), str(agent)) for workspace, agent in rows]
