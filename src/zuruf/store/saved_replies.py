"""Saved replies of a workspace (I4)."""

import msgspec

from zuruf.domain.saved_reply import SavedReply, not_found
from zuruf.store.transaction import Reader, Row, Tx, Value

COLUMNS = "id, shortcut, owner_id, group_ids, texts, version"
SHARED_LIMIT = 1000  # shared ones of a workspace
OWN_LIMIT = 200  # private ones of one agent


async def get(reader: Reader, workspace_id: str, reply_id: str) -> SavedReply:
    """One saved reply, or NotFound."""
    row = await reader.one(
        f"select {COLUMNS} from saved_replies where workspace_id = $1 and id = $2", workspace_id, reply_id
    )
    if row is None:
        raise not_found()
    return _reply(row)


async def of_owner(reader: Reader, workspace_id: str, owner_id: str) -> list[SavedReply]:
    """The private ones of an agent, or with "" the shared ones, by shortcut."""
    rows = await reader.all(
        f"select {COLUMNS} from saved_replies where workspace_id = $1 and owner_id = $2 order by shortcut limit $3",
        workspace_id,
        owner_id,
        limit_of(owner_id),
    )
    return [_reply(row) for row in rows]


async def count(reader: Reader, workspace_id: str, owner_id: str) -> int:
    """How many an agent has of their own, or with "" how many are shared."""
    row = await reader.one(
        "select count(*) from saved_replies where workspace_id = $1 and owner_id = $2", workspace_id, owner_id
    )
    return 0 if row is None else int(row[0] or 0)


async def with_shortcut(reader: Reader, workspace_id: str, owner_id: str, shortcut: str) -> str | None:
    """The id of the one that has this shortcut among the owner's, or among the shared ones."""
    row = await reader.one(
        "select id from saved_replies where workspace_id = $1 and owner_id = $2 and shortcut = $3",
        workspace_id,
        owner_id,
        shortcut,
    )
    return None if row is None else str(row[0])


async def insert(tx: Tx, reply: SavedReply, *, seq: int, created_at: int) -> None:
    """One that did not exist yet."""
    await tx.run(
        f"insert into saved_replies (workspace_id, {COLUMNS}, seq, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        tx.workspace_id,
        reply.id,
        *_values(reply),
        seq,
        created_at,
    )


async def save(tx: Tx, reply: SavedReply, *, seq: int) -> None:
    """Everything of it."""
    await tx.run(
        "update saved_replies set shortcut = $1, owner_id = $2, group_ids = $3, texts = $4, version = $5, seq = $6"
        " where workspace_id = $7 and id = $8",
        *_values(reply),
        seq,
        tx.workspace_id,
        reply.id,
    )


async def delete(tx: Tx, reply_id: str) -> None:
    """Nothing of it is kept: what was inserted stands in the messages."""
    await tx.run("delete from saved_replies where workspace_id = $1 and id = $2", tx.workspace_id, reply_id)


def limit_of(owner_id: str) -> int:
    """How many an agent may have of their own, or with "" how many may be shared."""
    return OWN_LIMIT if owner_id else SHARED_LIMIT


def _values(reply: SavedReply) -> tuple[Value, ...]:
    return (
        reply.shortcut,
        reply.owner_id,
        msgspec.json.encode(reply.group_ids).decode(),
        msgspec.json.encode(reply.texts).decode(),
        reply.version,
    )


def _reply(row: Row) -> SavedReply:
    id_, shortcut, owner_id, group_ids, texts, version = row
    return SavedReply(
        id=str(id_),
        shortcut=str(shortcut),
        owner_id=str(owner_id),
        group_ids=msgspec.json.decode(str(group_ids), type=tuple[str, ...]),
        texts=msgspec.json.decode(str(texts), type=dict[str, str]),
        version=int(version or 0),
    )
