"""Who is blocked (I6): asked at every door a visitor comes through, and listed for those who may let them in again."""

from zuruf.domain.agent import Agent
from zuruf.domain.block import is_blocked, refuse_blocked
from zuruf.domain.workspace import Roster
from zuruf.store import browsers, visitors
from zuruf.store.browsers import Browser
from zuruf.store.inbox import Where, add_sight
from zuruf.store.transaction import Reader, Row

MOST = 500


async def admitted(reader: Reader, token_hash: str, now: int) -> tuple[str, Browser] | None:
    """(workspace, browser) of a frame's token, None for an unknown one; Forbidden while its visitor is blocked."""
    found = await browsers.by_token(reader, token_hash, now)
    if found is not None:
        await refuse(reader, found[0], found[1], now)
    return found


async def refuse(reader: Reader, workspace_id: str, browser: Browser, now: int) -> None:
    """Raises Forbidden while this browser's visitor is blocked."""
    visitor = await visitors.load(reader, workspace_id, browser.visitor_id)
    refuse_blocked(visitor.block if visitor else None, now)


async def is_turned_away(reader: Reader, workspace_id: str, browser: Browser, now: int) -> bool:
    """Whether this browser's visitor is blocked."""
    visitor = await visitors.load(reader, workspace_id, browser.visitor_id)
    return visitor is not None and is_blocked(visitor.block, now)


async def everyone(reader: Reader, agent: Agent, roster: Roster) -> list[Row]:
    """(visitor, conversation) ids of those this agent may see, the newest block first; also those whose time is over."""
    where = Where()
    where.add("c.workspace_id = {}", roster.workspace.id)
    where.add("v.workspace_id = {}", roster.workspace.id)
    where.add("v.block_at is not null and c.visitor_id = v.id")
    add_sight(where, agent, roster)
    return await reader.all(
        f"select v.id, c.id from visitors v, conversations c where {where.sql} order by v.block_at desc, v.id limit {MOST}",
        *where.args,
    )
