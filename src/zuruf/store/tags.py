"""The workspace's tags, and which conversations have them (I3, I6)."""

from zuruf.domain.conversation import Conversation
from zuruf.domain.tags import MOST, Tag
from zuruf.errors import NotFound
from zuruf.store.transaction import Reader, Row, Tx


async def everyone(reader: Reader, workspace_id: str) -> list[Tag]:
    """All of the workspace, by name."""
    rows = await reader.all(
        f"select id, name, key from tags where workspace_id = $1 order by key, id limit {MOST}", workspace_id
    )
    return [_tag(row) for row in rows]


async def get(reader: Reader, workspace_id: str, tag_id: str) -> Tag:
    """One tag, or NotFound."""
    row = await reader.one("select id, name, key from tags where workspace_id = $1 and id = $2", workspace_id, tag_id)
    if row is None:
        raise NotFound("tag_not_found", "There is no such tag. Somebody may have deleted it.", "tag_id")
    return _tag(row)


async def by_key(reader: Reader, workspace_id: str, key: str) -> Tag | None:
    """The tag of this name, whatever its case and accents."""
    row = await reader.one("select id, name, key from tags where workspace_id = $1 and key = $2", workspace_id, key)
    return None if row is None else _tag(row)


async def count(reader: Reader, workspace_id: str) -> int:
    """How many the workspace has."""
    row = await reader.one("select count(*) from tags where workspace_id = $1", workspace_id)
    return int(row[0] or 0) if row else 0


async def uses(reader: Reader, workspace_id: str) -> dict[str, int]:
    """How many conversations have each tag, open or closed."""
    rows = await reader.all(
        f"select tag_id, count(*) from conversation_tags where workspace_id = $1 group by tag_id limit {MOST}",
        workspace_id,
    )
    return {str(tag_id): int(uses or 0) for tag_id, uses in rows}


async def insert(tx: Tx, tag: Tag, at: int) -> None:
    """A new tag."""
    await tx.run(
        "insert into tags (workspace_id, id, name, key, created_at) values ($1, $2, $3, $4, $5)",
        tx.workspace_id,
        tag.id,
        tag.name,
        tag.key,
        at,
    )


async def rename(tx: Tx, tag: Tag) -> None:
    """Its new name."""
    await tx.run(
        "update tags set name = $1, key = $2 where workspace_id = $3 and id = $4",
        tag.name,
        tag.key,
        tx.workspace_id,
        tag.id,
    )


async def delete(tx: Tx, tag_id: str) -> None:
    """Takes it off the list and off every conversation. Its id stays in their rows, where nothing answers to it, until their tags change."""
    await tx.run("delete from conversation_tags where workspace_id = $1 and tag_id = $2", tx.workspace_id, tag_id)
    await tx.run("delete from tags where workspace_id = $1 and id = $2", tx.workspace_id, tag_id)


async def save(tx: Tx, before: tuple[str, ...], after: Conversation) -> None:
    """The way from a tag to its conversations, kept in step with the row."""
    if before == after.tags:
        return
    gone = [(tx.workspace_id, after.id, tag) for tag in before if tag not in after.tags]
    come = [(tx.workspace_id, after.id, tag) for tag in after.tags if tag not in before]
    if gone:
        await tx.many(
            "delete from conversation_tags where workspace_id = $1 and conversation_id = $2 and tag_id = $3", gone
        )
    if come:
        await tx.many("insert into conversation_tags (workspace_id, conversation_id, tag_id) values ($1, $2, $3)", come)


def _tag(row: Row) -> Tag:
    id_, name, key = row
    return Tag(id=str(id_), name=str(name), key=str(key))
