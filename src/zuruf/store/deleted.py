"""Conversations that were deleted (I6): put away out of every list, brought back, and gone for good after their time."""

import json
from dataclasses import dataclass

from zuruf.domain.conversation import Conversation
from zuruf.store import conversations
from zuruf.store.conversation_rows import COLUMNS
from zuruf.store.transaction import Reader, Row, Tx

MOST = 200
_NAMES = COLUMNS.split(", ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """`at` in ms UTC; `by` is an actor."""

    conversation: Conversation
    by: str
    at: int


async def put_away(tx: Tx, conversation: Conversation, by: str, at: int) -> None:
    """The conversation's row stands here from now on; what belongs to it stays where it is, where nothing leads to it."""
    row = await tx.one(
        f"select {COLUMNS} from conversations where workspace_id = $1 and id = $2", tx.workspace_id, conversation.id
    )
    kept = json.dumps(dict(zip(_NAMES, row or (), strict=True)))
    await tx.run(
        "insert into deleted_conversations (workspace_id, id, visitor_id, deleted_by, deleted_at, kept) values ($1, $2, $3, $4, $5, $6)",
        *(tx.workspace_id, conversation.id, conversation.visitor_id, by, at, kept),
    )
    for table, name in (("conversations", "id"), ("conversation_tags", "conversation_id")):
        await tx.run(f"delete from {table} where workspace_id = $1 and {name} = $2", tx.workspace_id, conversation.id)


async def bring_back(tx: Tx, conversation: Conversation) -> None:
    """The row is where it was, with those of its tags that are still there."""
    await conversations.insert_row(tx, conversation)
    if conversation.tags:
        marks = ", ".join(f"${n + 3}" for n in range(len(conversation.tags)))
        await tx.run(
            "insert into conversation_tags (workspace_id, conversation_id, tag_id)"
            f" select workspace_id, $2, id from tags where workspace_id = $1 and id in ({marks})",
            *(tx.workspace_id, conversation.id, *conversation.tags),
        )
    await _forget(tx, conversation.id)


async def load(reader: Reader, workspace_id: str, conversation_id: str) -> Deleted | None:
    """One of them; None when it was brought back, or is gone."""
    row = await reader.one(
        "select kept, deleted_by, deleted_at from deleted_conversations where workspace_id = $1 and id = $2",
        workspace_id,
        conversation_id,
    )
    return None if row is None else (await _these(reader, workspace_id, [row]))[0]


async def newest(reader: Reader, workspace_id: str) -> list[Deleted]:
    """The newest first."""
    rows = await reader.all(
        "select kept, deleted_by, deleted_at from deleted_conversations where workspace_id = $1"
        f" order by deleted_at desc, id desc limit {MOST}",
        workspace_id,
    )
    return await _these(reader, workspace_id, rows)


async def purge(tx: Tx, gone: Conversation, at: int) -> None:
    """For good: what was said with its files and the words it is found by, what happened, and what was known of the visitor."""
    messages = "select id from messages where workspace_id = $1 and conversation_id = $2"
    await tx.run(
        f"update files set expires_at = $3 where workspace_id = $1 and message_id in ({messages})",
        *(tx.workspace_id, gone.id, at),
    )
    await tx.run(
        f"delete from findable where workspace_id = $1 and source_id in ({messages})", tx.workspace_id, gone.id
    )
    for table in ("messages", "participations", "reads", "alerts", "ratings", "first_answers", "transcripts", "events"):
        await tx.run(f"delete from {table} where workspace_id = $1 and conversation_id = $2", tx.workspace_id, gone.id)
    for table, name in (
        ("findable", "source_id"),
        ("notes", "visitor_id"),
        ("contacts", "visitor_id"),
        ("visitors", "id"),
    ):
        await tx.run(f"delete from {table} where workspace_id = $1 and {name} = $2", tx.workspace_id, gone.visitor_id)
    await _forget(tx, gone.id)


async def _forget(tx: Tx, conversation_id: str) -> None:
    await tx.run(
        "delete from deleted_conversations where workspace_id = $1 and id = $2", tx.workspace_id, conversation_id
    )


async def _these(reader: Reader, workspace_id: str, rows: list[Row]) -> list[Deleted]:
    kept = [tuple(json.loads(str(row[0])).get(name) for name in _NAMES) for row in rows]
    found = await conversations.many(reader, workspace_id, kept)
    return [
        Deleted(conversation=conversation, by=str(row[1]), at=int(row[2] or 0))
        for conversation, row in zip(found, rows, strict=True)
    ]
