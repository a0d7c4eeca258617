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
