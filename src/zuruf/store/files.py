"""Files: from the moment one begins to arrive until nobody needs it any more."""

from collections.abc import Sequence

from zuruf.domain.file import File, FileView
from zuruf.store.transaction import Reader, Row, Tx, Writer

COLUMNS = "id, uploader, conversation_id, message_id, name, type, size, width, height, has_small, created_at, stored_at, expires_at"


async def insert(tx: Tx, file: File) -> None:
    """A file that begins to arrive."""
    view = file.view
    await tx.run(
        f"insert into files (workspace_id, {COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        *(tx.workspace_id, file.id, file.uploader, file.conversation_id, file.message_id),
        *(view.name, view.type, view.size, view.width, view.height, int(file.has_small)),
        *(file.created_at, file.stored_at, file.expires_at),
    )


async def save(tx: Tx, file: File) -> None:
    """Everything that changes: what has arrived, which message has it, until when it is kept."""
    view = file.view
    await tx.run(
        "update files set conversation_id = $1, message_id = $2, name = $3, type = $4, size = $5, width = $6, height = $7,"
        " has_small = $8, stored_at = $9, expires_at = $10 where workspace_id = $11 and id = $12",
        *(file.conversation_id, file.message_id, view.name, view.type, view.size, view.width, view.height),
        *(int(file.has_small), file.stored_at, file.expires_at, tx.workspace_id, file.id),
    )


async def load(reader: Reader, workspace_id: str, file_id: str) -> File | None:
    """One file."""
    row = await reader.one(f"select {COLUMNS} from files where workspace_id = $1 and id = $2", workspace_id, file_id)
    return None if row is None else _file(row)


async def these(reader: Reader, workspace_id: str, ids: Sequence[str]) -> list[File]:
    """Those that exist, in the order they were asked for."""
    if not ids:
        return []
    wanted = ", ".join(f"${n}" for n in range(2, len(ids) + 2))
    rows = await reader.all(
        f"select {COLUMNS} from files where workspace_id = $1 and id in ({wanted}) limit {len(ids)}", workspace_id, *ids
    )
    found = {file.id: file for file in map(_file, rows)}
    return [found[id_] for id_ in ids if id_ in found]


async def begun_since(reader: Reader, workspace_id: str, uploader: str, since: int) -> tuple[int, int]:
    """How many files they began to send since then (ms), and when the first of these."""
    row = await reader.one(
        "select count(*), min(created_at) from files where workspace_id = $1 and uploader = $2 and created_at > $3",
        workspace_id,
        uploader,
        since,
    )
    return (0, since) if row is None else (int(row[0] or 0), int(row[1] or since))


async def expire_of(tx: Tx, message_id: str, at: int) -> None:
    """The message is deleted: its files are needed by nobody from now on (ms)."""
    await tx.run(
        "update files set expires_at = $1 where workspace_id = $2 and message_id = $3", at, tx.workspace_id, message_id
    )


async def expired(reader: Reader, before: int, limit: int) -> list[tuple[str, str]]:
    """(workspace, id) of files nobody needs since before then (ms), oldest first."""
    rows = await reader.all(
        "select workspace_id, id from files where expires_at is not null and expires_at < $1 order by expires_at limit $2",
        before,
        limit,
    )
    return [(str(workspace_id), str(id_)) for workspace_id, id_ in rows]


async def forget(writer: Writer, rows: Sequence[tuple[str, str]]) -> None:
    """Their bytes are gone: the rows go too."""
    await writer.many("delete from files where workspace_id = $1 and id = $2", rows)


def _file(row: Row) -> File:
    id_, uploader, conversation_id, message_id, name, type_, size, width, height, has_small, *times = row
    created_at, stored_at, expires_at = (None if time is None else int(time) for time in times)
    return File(
        id=str(id_),
        uploader=str(uploader),
        conversation_id=str(conversation_id),
        message_id=None if message_id is None else str(message_id),
        view=FileView(
            id=str(id_),
            name=str(name),
            type=str(type_),
            size=int(size or 0),
            width=int(width or 0),
            height=int(height or 0),
        ),
        created_at=created_at or 0,
        stored_at=stored_at,
        expires_at=expires_at,
        has_small=bool(has_small),
    )
