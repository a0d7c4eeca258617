"""First answers of people to visitors: kept once an episode, read as waits (W5)."""

from zuruf.domain.answer_time import MOST, OVER_MS
from zuruf.domain.conversation import Conversation
from zuruf.store.transaction import Reader, Row, Tx


async def insert(tx: Tx, conversation: Conversation, group_id: str | None, asked_at: int, answered_at: int) -> None:
    """Reopened and answered again, an episode keeps its first one."""
    await tx.run(
        "insert into first_answers (workspace_id, conversation_id, episode, website_id, group_id, asked_at, answered_at)"
        " values ($1, $2, $3, $4, $5, $6, $7) on conflict (workspace_id, conversation_id, episode) do nothing",
        tx.workspace_id,
        conversation.id,
        conversation.episode,
        conversation.website_id,
        group_id,
        asked_at,
        answered_at,
    )


async def waits_on(reader: Reader, workspace_id: str, website_id: str, now: int) -> list[int]:
    """How long (ms) the website's visitors waited of late, newest first."""
    rows = await reader.all(
        "select answered_at - asked_at from first_answers where workspace_id = $1 and website_id = $2"
        f" and answered_at > $3 order by answered_at desc limit {MOST}",
        workspace_id,
        website_id,
        now - OVER_MS,
    )
    return _waits(rows)


async def waits_in(reader: Reader, workspace_id: str, group_id: str, now: int) -> list[int]:
    """The same of those in a group."""
    rows = await reader.all(
        "select answered_at - asked_at from first_answers where workspace_id = $1 and group_id = $2"
        f" and answered_at > $3 order by answered_at desc limit {MOST}",
        workspace_id,
        group_id,
        now - OVER_MS,
    )
    return _waits(rows)


def _waits(rows: list[Row]) -> list[int]:
    return [int(wait or 0) for (wait,) in rows]
