"""Messages: writing one, changing one, and reading a thread in pages."""

import msgspec

from zuruf.domain.file import FileView
from zuruf.domain.message import Message, Quote
from zuruf.store import finding
from zuruf.store.dialect import places
from zuruf.store.transaction import Reader, Row, Tx

COLUMNS = (
    "id, conversation_id, episode, kind, author, text, at, first_seq, visitor_seq, seq, edited_at, deleted_at, is_pushed, is_trigger,"
    " received_from, page, quote_id, quote_seq, files"
)
_decode_files = msgspec.json.Decoder(tuple[FileView, ...]).decode


async def insert(tx: Tx, message: Message) -> None:
    """A new message."""
    await tx.run(
        f"insert into messages (workspace_id, {COLUMNS})"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
        tx.workspace_id,
        message.id,
        message.conversation_id,
        message.episode,
        message.kind,
        message.author,
        message.text,
        message.at,
        message.first_seq,
        message.visitor_seq,
        message.seq,
        message.edited_at,
        message.deleted_at,
        int(message.is_pushed),
        int(message.is_trigger),
        message.received_from,
        message.page,
        message.quote.message_id if message.quote else "",
        message.quote.seq if message.quote else 0,
        msgspec.json.encode(message.files).decode(),
    )
    await finding.keep_message(tx, message)


async def save_change(tx: Tx, message: Message) -> None:
    """The text, the edit and the deletion of a message; nothing else of it ever changes."""
    await tx.run(
        "update messages set text = $1, edited_at = $2, deleted_at = $3, seq = $4 where workspace_id = $5 and id = $6",
        message.text,
        message.edited_at,
        message.deleted_at,
        message.seq,
        tx.workspace_id,
        message.id,
    )
    await finding.keep_message(tx, message)


async def load(reader: Reader, workspace_id: str, message_id: str) -> Message | None:
    """One message."""
    row = await reader.one(
        f"select {COLUMNS} from messages where workspace_id = $1 and id = $2", workspace_id, message_id
    )
    return None if row is None else _message(row)


async def some(reader: Reader, workspace_id: str, message_ids: list[str]) -> dict[str, Message]:
    """Several by id."""
    if not message_ids:
        return {}
    rows = await reader.all(
        f"select {COLUMNS} from messages where workspace_id = $1 and id in ({places(2, len(message_ids))}) limit 1000",
        workspace_id,
        *message_ids,
    )
    return {message.id: message for message in map(_message, rows)}


async def page(
    reader: Reader, workspace_id: str, conversation_id: str, before: int | None, limit: int = 50
) -> list[Message]:
    """The newest messages first recorded before the event number `before` (None: the newest of all), oldest first."""
    rows = await reader.all(
        f"select {COLUMNS} from messages where workspace_id = $1 and conversation_id = $2 and first_seq < $3"
        " order by first_seq desc limit $4",
        workspace_id,
        conversation_id,
        before if before is not None else 2**62,
        limit,
    )
    return [_message(row) for row in reversed(rows)]


async def page_from(reader: Reader, workspace_id: str, conversation_id: str, start: int, limit: int) -> list[Message]:
    """The oldest messages first recorded at or after the event number `start`, oldest first."""
    rows = await reader.all(
        f"select {COLUMNS} from messages where workspace_id = $1 and conversation_id = $2 and first_seq >= $3"
        " order by first_seq limit $4",
        workspace_id,
        conversation_id,
        start,
        limit,
    )
    return [_message(row) for row in rows]


async def visible_page(
    reader: Reader, workspace_id: str, conversation_id: str, before: int | None, limit: int = 50
) -> list[Message]:
    """The same for the visitor: without comments, `before` in the visitor's own numbers."""
    rows = await reader.all(
        f"select {COLUMNS} from messages where workspace_id = $1 and conversation_id = $2 and visitor_seq > 0 and visitor_seq < $3"
        " order by first_seq desc limit $4",
        workspace_id,
        conversation_id,
        before if before is not None else 2**62,
        limit,
    )
    return [_message(row) for row in reversed(rows)]


async def of_episode(
    reader: Reader, workspace_id: str, conversation_id: str, episode: int, limit: int
) -> list[Message]:
    """The newest messages the visitor sees of one episode, oldest first; those deleted are not there."""
    rows = await reader.all(
        f"select {COLUMNS} from messages where workspace_id = $1 and conversation_id = $2 and episode = $3 and visitor_seq > 0"
        " and deleted_at is null order by first_seq desc limit $4",
        workspace_id,
        conversation_id,
        episode,
        limit,
    )
    return [_message(row) for row in reversed(rows)]


async def episodes(reader: Reader, workspace_id: str, conversation_id: str) -> list[Row]:
    """(episode, event of its first message, when it began, when the last was written, messages) of the newest 50, newest first."""
    return await reader.all(
        "select episode, min(first_seq), min(at), max(at), count(*) from messages"
        " where workspace_id = $1 and conversation_id = $2 and kind in ('visitor', 'agent') and is_pushed = 0 and is_trigger = 0"
        " and episode > 0 group by episode order by episode desc limit 50",
        workspace_id,
        conversation_id,
    )


async def answerers(reader: Reader, workspace_id: str, conversation_id: str) -> list[Row]:
    """(episode, agent) of those who wrote to the visitor in each, in the order they first did; at most 500."""
    return await reader.all(
        "select episode, author from messages where workspace_id = $1 and conversation_id = $2 and kind = 'agent' and is_pushed = 0"
        " and is_trigger = 0 group by episode, author order by episode desc, min(first_seq) limit 500",
        workspace_id,
        conversation_id,
    )


async def newest_for_visitor(reader: Reader, workspace_id: str, conversation_id: str) -> Message | None:
    """What the visitor reads last in the thread; a deleted message is not there any more."""
    row = await reader.one(
        f"select {COLUMNS} from messages where workspace_id = $1 and conversation_id = $2 and visitor_seq > 0 and deleted_at is null"
        " order by first_seq desc limit 1",
        workspace_id,
        conversation_id,
    )
    return None if row is None else _message(row)


async def unread_by_visitor(reader: Reader, workspace_id: str, conversation_id: str, read: int) -> int:
    """How many messages to the visitor came after `read` (visitor numbers); at most 100."""
    row = await reader.one(
        "select count(*) from (select 1 from messages where workspace_id = $1 and conversation_id = $2 and visitor_seq > $3"
        " and kind = 'agent' and deleted_at is null limit 100) as unread",
        workspace_id,
        conversation_id,
        read,
    )
    return int(row[0] or 0) if row else 0


async def unanswered_since(reader: Reader, workspace_id: str, conversation_id: str, episode: int) -> int | None:
    """The time of the episode's oldest message of the visitor that no agent has answered (O1); None if there is none."""
    row = await reader.one(
        "select min(at) from messages where workspace_id = $1 and conversation_id = $2 and episode = $3 and kind = 'visitor'"
        " and first_seq > coalesce((select max(first_seq) from messages where workspace_id = $1 and conversation_id = $2"
        "  and episode = $3 and kind = 'agent' and is_pushed = 0 and is_trigger = 0), 0)",
        workspace_id,
        conversation_id,
        episode,
    )
    return None if row is None or row[0] is None else int(row[0])


def _message(row: Row) -> Message:
    (
        id_,
        conversation_id,
        episode,
        kind,
        author,
        text,
        at,
        first_seq,
        visitor_seq,
        seq,
        edited_at,
        deleted_at,
        *rest,
    ) = row
    is_pushed, is_trigger, received_from, page_url, quote_id, quote_seq, attached = rest
    return Message(
        id=str(id_),
        conversation_id=str(conversation_id),
        episode=int(episode or 0),
        kind=str(kind),  # pyright: ignore[reportArgumentType]  (written by insert only)
        author=str(author),
        text=str(text),
        at=int(at or 0),
        first_seq=int(first_seq or 0),
        visitor_seq=int(visitor_seq or 0),
        seq=int(seq or 0),
        edited_at=None if edited_at is None else int(edited_at),
        deleted_at=None if deleted_at is None else int(deleted_at),
        is_pushed=bool(is_pushed),
        is_trigger=bool(is_trigger),
        received_from=str(received_from),
        page=str(page_url),
        quote=Quote(message_id=str(quote_id), seq=int(quote_seq or 0)) if quote_id else None,
        files=() if attached == "[]" else _decode_files(str(attached)),
    )


async def last_answers(reader: Reader, workspace_id: str, conversation_id: str, now: int) -> dict[str, int]:
    """When each agent last answered in this conversation, among its newest 50 messages (P3: within five minutes of `now`)."""
    rows = await reader.all(
        "select author, at from messages where workspace_id = $1 and conversation_id = $2 and kind = 'agent' and at <= $3"
        " order by first_seq desc limit 50",
        workspace_id,
        conversation_id,
        now,
    )
    return {str(author): int(at or 0) for author, at in reversed(rows)}
