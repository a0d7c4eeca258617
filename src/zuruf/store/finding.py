"""Full-text search: the words messages and visitors are found by, kept with every change of theirs, and finding them (I3)."""

import json
from dataclasses import dataclass

from zuruf.domain.agent import Agent
from zuruf.domain.finding import Query, words_of, words_of_visitor
from zuruf.domain.message import Message
from zuruf.domain.visitor import Visitor
from zuruf.domain.workspace import Roster
from zuruf.store import inbox
from zuruf.store.transaction import Reader, Row, Tx, Value, Writer

PAGE = 25
AT_ONCE = 500  # rows written together when an older database is filled
_INSERT = "insert into findable (workspace_id, kind, source_id, conversation_id, words) values ($1, $2, $3, $4, $5)"


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: `kind` message or visitor, and its id; `number` is its place in the results, the newest highest."""

    number: int
    kind: str
    source_id: str
    conversation_id: str


async def keep_message(tx: Tx, message: Message) -> None:
    """What is written is found from then on, an edited one by its new words, a deleted one by nothing."""
    words = [] if message.deleted_at else words_of(message.text)
    await _keep(tx, "message", message.id, message.conversation_id, words)


async def keep_visitor(tx: Tx, visitor: Visitor) -> None:
    """Visitors are found by name, e-mail, phone and attributes."""
    await _keep(tx, "visitor", visitor.id, "", _of_visitor(visitor))


async def page(reader: Reader, agent: Agent, roster: Roster, query: Query, before: int | None) -> list[Found]:
    """The newest hits in what this agent may see, at most PAGE + 1; `before` is the number of the last one of the page before."""
    where = inbox.Where()
    where.add("r.workspace_id = {}", roster.workspace.id)
    where.add("r.vector @@ zuruf_words({})", query.text)
    if before is not None:
        where.add("r.id < {}", before)
    inbox.add_sight(where, agent, roster)
    rows = await reader.all(
        "select r.id, r.kind, r.source_id, c.id from findable r join conversations c on c.workspace_id = r.workspace_id"
        " and c.id = case when r.conversation_id <> '' then r.conversation_id else (select k.id from conversations k"
        "  where k.workspace_id = r.workspace_id and k.visitor_id = r.source_id) end"
        f" where {where.sql} order by r.id desc limit {PAGE + 1}",
        *where.args,
    )
    return [
        Found(int(number or 0), str(kind), str(source), str(conversation))
        for number, kind, source, conversation in rows
    ]


async def fill(db: Writer) -> None:
    """The rows of what a database held before there was a search, the oldest first."""
    last: tuple[Value, Value] = ("", "")
    while rows := await _messages_after(db, last):
        await db.many(_INSERT, [(w, "message", id_, c, " ".join(words_of(str(text)))) for w, id_, c, text in rows])
        last = (rows[-1][0], rows[-1][1])
    last = ("", "")
    while rows := await _visitors_after(db, last):
        await db.many(_INSERT, [(row[0], "visitor", row[1], "", " ".join(_of_visitor(_visitor(row)))) for row in rows])
        last = (rows[-1][0], rows[-1][1])


async def _keep(tx: Tx, kind: str, source_id: str, conversation_id: str, words: list[str]) -> None:
    if not words:
        await tx.run("delete from findable where workspace_id = $1 and source_id = $2", tx.workspace_id, source_id)
        return
    await tx.run(
        f"{_INSERT} on conflict (workspace_id, source_id) do update set words = excluded.words"
        " where findable.words <> excluded.words",
        tx.workspace_id,
        kind,
        source_id,
        conversation_id,
        " ".join(words),
    )


def _of_visitor(visitor: Visitor) -> list[str]:
    """A phone number is found with and without the spaces in it."""
    words = [word for _, text in words_of_visitor(visitor) for word in words_of(text)]
    return [*words, *words_of("".join(letter for letter in visitor.phone if letter.isdecimal()))]


async def _messages_after(db: Writer, last: tuple[Value, Value]) -> list[Row]:
    return await db.all(
        "select workspace_id, id, conversation_id, text from messages where (workspace_id, id) > ($1, $2) and deleted_at is null"
        f" order by workspace_id, id limit {AT_ONCE}",
        *last,
    )


async def _visitors_after(db: Writer, last: tuple[Value, Value]) -> list[Row]:
    return await db.all(
        "select workspace_id, id, name, email, phone, attributes from visitors where (workspace_id, id) > ($1, $2)"
        f" order by workspace_id, id limit {AT_ONCE}",
        *last,
    )


def _visitor(row: Row) -> Visitor:
    _, id_, name, email, phone, attributes = row
    return Visitor(
        id=str(id_),
        website_id="",
        name=str(name),
        email=str(email),
        phone=str(phone),
        attributes=json.loads(str(attributes)),
    )
