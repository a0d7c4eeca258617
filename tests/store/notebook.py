"""A small product for the tests of the store: an agent writes notes, each a row, an event and a job."""

from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Literal

from zuruf.domain.actor import Actor
from zuruf.domain.event import Event, SettingsChanged
from zuruf.domain.moment import Moment
from zuruf.errors import Invalid
from zuruf.store.streams import events_since, position_of
from zuruf.store.transaction import Answer, Command, Job, Reader, StoredEvent, Tx

WORKSPACE = "wsp_1"
ANNA = Actor("agent", "anna")
BEN = Actor("agent", "ben")

Failure = Literal["", "before writing", "after writing", "in the database"]
seeds = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes(Command):
    """Write this text `times` times, then fail, or not."""

    text: str
    times: int = 1
    failure: Failure = ""
    readers: frozenset[str] = frozenset()


def notes(
    text: str,
    *,
    times: int = 1,
    failure: Failure = "",
    cid: str | None = None,
    actor: Actor = ANNA,
    workspace_id: str = WORKSPACE,
    readers: frozenset[str] = frozenset(),
) -> Notes:
    moment = Moment(1_800_000_000_000, next(seeds).to_bytes(16))
    return Notes(
        workspace_id=workspace_id,
        actor=actor,
        moment=moment,
        cid=cid,
        text=text,
        times=times,
        failure=failure,
        readers=readers,
    )


INSERT = "insert into notes (id, workspace_id, visitor_id, agent_id, text, at) values ($2,$1,$3,$4,$5,$6)"


async def write_notes(tx: Tx, command: Notes) -> Answer:
    """Each note's event says the number it was promised."""
    if command.failure == "before writing":
        tx.record(event(command, tx.next_seq))
        raise Invalid("refused", "before writing")
    ids = [command.moment.id("not", n) for n in range(command.times)]
    for id_ in ids:
        seq = tx.next_seq
        await tx.run(INSERT, tx.workspace_id, id_, "vis_1", command.actor.id, command.text, seq)
        assert tx.record(event(command, seq)) == seq
        tx.enqueue(Job(kind="tell", payload=id_, due_at=command.moment.at))
    if command.failure == "after writing":
        raise Invalid("refused", "after writing")
    if command.failure == "in the database":
        await tx.run(INSERT, tx.workspace_id, "first", "vis_1", command.actor.id, command.text, 0)
        await tx.run(INSERT, tx.workspace_id, "first", "vis_1", command.actor.id, command.text, 0)
    return Answer(id=ids[0] if ids else "", changed=bool(ids), note=command.text)


def event(command: Command, seq: int) -> Event:
    return Event(
        type="settings.changed",
        body=SettingsChanged(what="notes", version=seq),
        topics=frozenset({"workspace", f"agent:{command.actor.id}"}),
        actor=command.actor,
        at=command.moment.at,
    )


async def texts(reader: Reader, workspace_id: str = WORKSPACE) -> list[str]:
    """What is written, in the order of the numbers."""
    return [
        str(row[0])
        for row in await reader.all("select text from notes where workspace_id = $1 order by at", workspace_id)
    ]


async def whole_stream(reader: Reader, workspace_id: str = WORKSPACE) -> tuple[int, list[StoredEvent]]:
    """The head and all events, of one moment."""
    position = await position_of(reader, workspace_id)
    return position.head, await events_since(reader, workspace_id, 0, 100_000)


async def kept(reader: Reader, workspace_id: str = WORKSPACE) -> dict[str, list[tuple[object, ...]]]:
    """Everything an act may leave behind."""
    queries = {
        "stream": "select epoch, head, floor from streams where workspace_id = $1",
        "events": "select seq, type, actor, topics, cid, body from events where workspace_id = $1 order by seq",
        "receipts": "select principal, cid, request_hash, answer, seq from receipts where workspace_id = $1 order by cid",
        "jobs": "select seq, kind, payload, due_at from outbox where workspace_id = $1 order by id",
        "notes": "select id, agent_id, text, at from notes where workspace_id = $1 order by id",
    }
    return {name: list(await reader.all(sql, workspace_id)) for name, sql in queries.items()}


async def outcome_of(act: Awaitable[object]) -> object:
    """What came of it, an error too."""
    try:
        return await act
    except Exception as error:  # noqa: BLE001 - that is the question
        return error


def is_contiguous(head: int, events: Sequence[StoredEvent]) -> bool:
    """V3, and every event carries the number its action was told."""
    numbers = [event.seq for event in events]
    told = [b'"version":%d}' % event.seq in event.body for event in events]
    return numbers == list(range(1, head + 1)) and all(told)
