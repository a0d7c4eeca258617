"""Streams and their events: the counter of each workspace and what the hub's tail reads."""

from collections.abc import Sequence
from typing import NamedTuple

from zuruf.errors import NotFound
from zuruf.store.dialect import places
from zuruf.store.encode import topics_from_text, topics_to_text
from zuruf.store.transaction import Reader, Row, StoredEvent, Tx, Value, Writer


class Position(NamedTuple):
    """Where a stream stands: events `floor + 1 … head` are there, without a hole. Another epoch is another history."""

    epoch: str
    head: int
    floor: int


async def position_of(reader: Reader, workspace_id: str) -> Position:
    """The workspace's stream; NotFound `workspace_unknown` if there is none."""
    row = await reader.one("select epoch, head, floor from streams where workspace_id = $1", workspace_id)
    if row is None:
        raise unknown_workspace(workspace_id)
    return _position(row)


async def streams_of(reader: Reader, workspace_ids: Sequence[str]) -> dict[str, Position]:
    """The streams of these workspaces, in one query; unknown ones are missing. What the hub polls once a second."""
    if not workspace_ids:
        return {}
    rows = await reader.all(
        f"select workspace_id, epoch, head, floor from streams where workspace_id in ({places(1, len(workspace_ids))})",
        *workspace_ids,
    )
    return {str(row[0]): _position(row[1:]) for row in rows}


async def events_since(reader: Reader, workspace_id: str, pos: int, limit: int) -> list[StoredEvent]:
    """The first `limit` events after `pos`, in order. Whether `pos` is above the floor is for the caller to check."""
    rows = await reader.all(
        "select seq, type, at, actor, conversation_id, topics, addressee, cid, body, visitor_seq, visitor_body, "
        "is_history from events where workspace_id = $1 and seq > $2 order by seq limit $3",
        workspace_id,
        pos,
        limit,
    )
    return [_event(row) for row in rows]


async def roster_version(reader: Reader, workspace_id: str) -> int:
    """Rises with every change of agents, groups or switches."""
    row = await reader.one("select roster from streams where workspace_id = $1", workspace_id)
    if row is None:
        raise unknown_workspace(workspace_id)
    return int(row[0] or 0)


async def raise_roster(tx: Tx) -> None:
    """Says that agents, groups or switches of the workspace changed."""
    await tx.run("update streams set roster = roster + 1 where workspace_id = $1", tx.workspace_id)


async def lock_stream(reader: Reader, workspace_id: str) -> Position | None:
    """The first statement of every group: nobody else numbers events of this workspace until the commit."""
    row = await reader.one("select epoch, head, floor from streams where workspace_id = $1 for update", workspace_id)
    return None if row is None else _position(row)


async def create_stream(writer: Writer, workspace_id: str, epoch: str) -> Position:
    """A stream without events; `epoch` is 96 random bits as text."""
    await writer.run(
        "insert into streams (workspace_id, epoch, head, floor, roster) values ($1,$2,0,0,1)", workspace_id, epoch
    )
    return Position(epoch, head=0, floor=0)


async def append_events(writer: Writer, workspace_id: str, events: Sequence[StoredEvent]) -> None:
    """Writes the events of a group and the new head."""
    rows: list[tuple[Value, ...]] = [event_row(workspace_id, event) for event in events]
    await writer.many(
        "insert into events (workspace_id, seq, type, at, actor, conversation_id, topics, addressee, cid, body, "
        "visitor_seq, visitor_body, is_history) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)",
        rows,
    )
    await writer.run("update streams set head = $2 where workspace_id = $1", workspace_id, events[-1].seq)


def event_row(workspace_id: str, event: StoredEvent) -> Row:
    """The columns of an event in the order of the table."""
    return (
        workspace_id,
        event.seq,
        event.type,
        event.at,
        event.actor,
        event.conversation_id,
        topics_to_text(event.topics),
        event.to,
        event.cid,
        event.body.decode(),
        event.visitor_seq,
        None if event.visitor_body is None else event.visitor_body.decode(),
        int(event.is_history),
    )


def unknown_workspace(workspace_id: str) -> NotFound:
    """The error for a workspace that has no stream."""
    return NotFound("workspace_unknown", f"There is no workspace {workspace_id!r}.")


def _position(row: Row) -> Position:
    epoch, head, floor = row
    return Position(str(epoch), int(head or 0), int(floor or 0))


def _event(row: Row) -> StoredEvent:
    seq, kind, at, actor, conversation_id, topics, to, cid, body, visitor_seq, visitor_body, is_history = row
    return StoredEvent(
        seq=int(seq or 0),
        type=str(kind),
        at=int(at or 0),
        actor=str(actor),
        conversation_id=_text(conversation_id),
        topics=topics_from_text(str(topics)),
        to=_text(to),
        cid=_text(cid),
        body=str(body).encode(),
        visitor_seq=int(visitor_seq or 0),
        visitor_body=None if visitor_body is None else str(visitor_body).encode(),
        is_history=bool(is_history),
    )


def _text(value: Value) -> str | None:
    return None if value is None else str(value)
