"""Visitors and the notes about them."""

import json

from zuruf.domain.block import Block
from zuruf.domain.visitor import Visitor
from zuruf.store import finding
from zuruf.store.transaction import Reader, Row, Tx, Value

COLUMNS = "id, website_id, name, email, phone, language, country, device, attributes, page_id, created_at, seq"
WITH_BLOCK = f"{COLUMNS}, block_by, block_at, block_reason, block_until"


async def load(reader: Reader, workspace_id: str, visitor_id: str) -> Visitor | None:
    """One visitor."""
    row = await reader.one(
        f"select {WITH_BLOCK} from visitors where workspace_id = $1 and id = $2", workspace_id, visitor_id
    )
    return None if row is None else _visitor(row)


async def many(reader: Reader, workspace_id: str, visitor_ids: list[str]) -> dict[str, Visitor]:
    """Several visitors by id."""
    if not visitor_ids:
        return {}
    marks = ", ".join(f"${n + 2}" for n in range(len(visitor_ids)))
    rows = await reader.all(
        f"select {WITH_BLOCK} from visitors where workspace_id = $1 and id in ({marks}) limit 10000",
        workspace_id,
        *visitor_ids,
    )
    return {visitor.id: visitor for visitor in map(_visitor, rows)}


async def by_page_id(reader: Reader, workspace_id: str, page_id: str) -> Visitor | None:
    """The visitor whom the page's own code names so (X1); the newest where several websites use the same name."""
    row = await reader.one(
        f"select {WITH_BLOCK} from visitors where workspace_id = $1 and page_id = $2 and page_id <> '' order by created_at desc limit 1",
        workspace_id,
        page_id,
    )
    return None if row is None else _visitor(row)


async def insert(tx: Tx, visitor: Visitor) -> None:
    """A visitor that did not exist yet."""
    await tx.run(
        f"insert into visitors (workspace_id, {COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        tx.workspace_id,
        visitor.id,
        visitor.website_id,
        visitor.name,
        visitor.email,
        visitor.phone,
        visitor.language,
        visitor.country,
        visitor.device,
        json.dumps(visitor.attributes),
        visitor.page_id,
        visitor.created_at,
        visitor.seq,
    )
    await finding.keep_visitor(tx, visitor)


async def save(tx: Tx, visitor: Visitor) -> None:
    """What may change of a visitor."""
    await tx.run(
        "update visitors set name = $1, email = $2, phone = $3, language = $4, country = $5, device = $6, attributes = $7, page_id = $8,"
        " seq = $9 where workspace_id = $10 and id = $11",
        visitor.name,
        visitor.email,
        visitor.phone,
        visitor.language,
        visitor.country,
        visitor.device,
        json.dumps(visitor.attributes),
        visitor.page_id,
        visitor.seq,
        tx.workspace_id,
        visitor.id,
    )
    await finding.keep_visitor(tx, visitor)


async def save_block(tx: Tx, visitor: Visitor) -> None:
    """Whether the visitor is blocked, and by whom (I6)."""
    block = visitor.block
    await tx.run(
        "update visitors set block_by = $1, block_at = $2, block_reason = $3, block_until = $4, seq = $5"
        " where workspace_id = $6 and id = $7",
        block.by if block else "",
        block.at if block else None,
        block.reason if block else "",
        block.until if block else None,
        visitor.seq,
        tx.workspace_id,
        visitor.id,
    )


async def insert_note(tx: Tx, visitor_id: str, note_id: str, agent_id: str, text: str, at: int) -> None:
    """A note of an agent about the visitor (I7)."""
    await tx.run(
        "insert into notes (workspace_id, visitor_id, id, agent_id, text, at) values ($1, $2, $3, $4, $5, $6)",
        tx.workspace_id,
        visitor_id,
        note_id,
        agent_id,
        text,
        at,
    )


async def note_of(reader: Reader, workspace_id: str, visitor_id: str, note_id: str) -> Row | None:
    """(agent_id, text) of one note."""
    return await reader.one(
        "select agent_id, text from notes where workspace_id = $1 and visitor_id = $2 and id = $3",
        workspace_id,
        visitor_id,
        note_id,
    )


async def save_note(tx: Tx, visitor_id: str, note_id: str, text: str, at: int) -> None:
    """The new text of a note, and when it came."""
    await tx.run(
        "update notes set text = $1, edited_at = $2 where workspace_id = $3 and visitor_id = $4 and id = $5",
        text,
        at,
        tx.workspace_id,
        visitor_id,
        note_id,
    )


async def delete_note(tx: Tx, visitor_id: str, note_id: str) -> None:
    """Nothing of it is kept."""
    await tx.run(
        "delete from notes where workspace_id = $1 and visitor_id = $2 and id = $3",
        tx.workspace_id,
        visitor_id,
        note_id,
    )


async def notes_of(reader: Reader, workspace_id: str, visitor_id: str) -> list[Row]:
    """(id, agent_id, text, at, edited_at) of the newest 200 notes, oldest first."""
    rows = await reader.all(
        "select id, agent_id, text, at, edited_at from notes where workspace_id = $1 and visitor_id = $2 order by id desc limit 200",
        workspace_id,
        visitor_id,
    )
    return list(reversed(rows))


def _visitor(row: Row) -> Visitor:
    (id_, website_id, name, email, phone, language, country, device, attributes, page_id, created_at, seq, *block) = row
    return Visitor(
        id=str(id_),
        website_id=str(website_id),
        name=str(name),
        email=str(email),
        phone=str(phone),
        language=str(language),
        country=str(country),
        device=str(device),
        attributes=json.loads(str(attributes)),
        page_id=str(page_id),
        created_at=int(created_at or 0),
        seq=int(seq or 0),
        block=_block(*block),
    )


def _block(by: Value, at: Value, reason: Value, until: Value) -> Block | None:
    if at is None:
        return None
    return Block(by=str(by), at=int(at), reason=str(reason), until=None if until is None else int(until))
