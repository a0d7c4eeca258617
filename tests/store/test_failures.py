"""An act that fails takes only itself down, and leaves nothing behind."""

import asyncio
import random
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.store.notebook import (
    Failure,
    Notes,
    event,
    is_contiguous,
    kept,
    notes,
    outcome_of,
    texts,
    whole_stream,
    write_notes,
)
from zuruf.domain.event import Event, SettingsChanged
from zuruf.errors import Invalid
from zuruf.store.database import Database
from zuruf.store.transaction import Answer, Reader, Receipt, Row, Tx, Writer

workspaces = count(100)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    wanted=st.lists(
        st.tuples(
            st.integers(0, 3), st.sampled_from(["", "", "", "before writing", "after writing", "in the database"])
        ),
        min_size=1,
        max_size=90,
    )
)
async def test_whatever_fails_the_rest_is_as_if_it_had_never_been(
    database: Database, wanted: list[tuple[int, Failure]]
) -> None:
    here = f"wsp_{next(workspaces)}"
    await database.found(notes("founded", workspace_id=here), write_notes, epoch="e")
    commands = [
        notes(f"{n}", times=times, failure=failure, cid=f"{n}", workspace_id=here)
        for n, (times, failure) in enumerate(wanted)
    ]
    outcomes = await asyncio.gather(*[outcome_of(database.act(command, write_notes)) for command in commands])
    assert [isinstance(outcome, Receipt) for outcome in outcomes] == [command.failure == "" for command in commands]
    good = [command for command in commands if not command.failure]
    assert sorted((await database.read(texts, here))[1:]) == sorted(
        note.text for note in good for _ in range(note.times)
    )
    assert is_contiguous(*await database.read(whole_stream, here))
    left = await database.read(kept, here)
    assert len(left["jobs"]) == len(left["events"]) == len(left["notes"]) == 1 + sum(note.times for note in good)
    assert sorted(row[1] for row in left["receipts"]) == sorted(note.cid or "" for note in good)


async def test_three_in_a_hundred_failing_after_a_write_cost_nobody_else_anything(database: Database) -> None:
    chance = random.Random(7)
    failing = [chance.random() < 0.03 for _ in range(500)]
    acts = [
        database.act(notes(f"{n}", failure="after writing" if fails else ""), write_notes)
        for n, fails in enumerate(failing)
    ]
    outcomes = await asyncio.gather(*[outcome_of(act) for act in acts])
    assert [isinstance(outcome, Invalid) for outcome in outcomes] == failing
    head, events = await database.read(whole_stream)
    assert head == 1 + failing.count(False)
    assert is_contiguous(head, events)


async def test_a_body_that_cannot_be_encoded_fails_its_act_only(database: Database) -> None:
    async def record_nonsense(tx: Tx, command: Notes) -> Answer:
        await write_notes(tx, command)
        good = event(command, tx.next_seq)
        tx.record(
            Event(
                type=good.type,
                body=SettingsChanged(what=object(), version=1),
                topics=good.topics,
                actor=good.actor,
                at=0,
            )
        )  # type: ignore[arg-type]
        return Answer()

    acts = [
        database.act(notes("a"), write_notes),
        database.act(notes("b"), record_nonsense),
        database.act(notes("c"), write_notes),
    ]
    a, b, c = await asyncio.gather(*[outcome_of(act) for act in acts])
    assert isinstance(b, TypeError)
    assert isinstance(a, Receipt)
    assert isinstance(c, Receipt)
    assert sorted(await database.read(texts)) == ["a", "c", "founded"]
    assert is_contiguous(*await database.read(whole_stream))


async def test_a_row_that_cannot_be_flushed_fails_its_act_only(database: Database) -> None:
    async def enqueue_nonsense(tx: Tx, command: Notes) -> Answer:
        answer = await write_notes(tx, command)
        tx.enqueue(None)  # type: ignore[arg-type]
        return answer

    acts = [
        database.act(notes(text), action)
        for text, action in [("a", write_notes), ("b", enqueue_nonsense), ("c", write_notes)]
    ]
    a, b, c = await asyncio.gather(*[outcome_of(act) for act in acts])
    assert isinstance(b, AttributeError)
    assert isinstance(a, Receipt)
    assert isinstance(c, Receipt)
    assert sorted(await database.read(texts)) == ["a", "c", "founded"]


@pytest.mark.parametrize("database", ["sqlite", "inline"], indirect=True)
async def test_an_action_that_awaits_anything_else_is_refused(database: Database) -> None:
    async def doze(tx: Tx, command: Notes) -> Answer:
        await write_notes(tx, command)
        await asyncio.sleep(0)  # the very thing that is refused
        return Answer()

    acts = [
        database.act(notes("a"), write_notes),
        database.act(notes("b"), doze),
        database.act(notes("c"), write_notes),
    ]
    a, b, c = await asyncio.gather(*[outcome_of(act) for act in acts])
    assert isinstance(b, RuntimeError)
    assert "may await nothing" in str(b) or "something other than its transaction" in str(b)
    assert isinstance(a, Receipt)
    assert isinstance(c, Receipt)
    assert await database.read(texts) == ["founded", "a", "c"]


@pytest.mark.parametrize("database", ["postgres"], indirect=True)
async def test_an_action_that_goes_on_after_a_database_error_fails_alone(database: Database) -> None:
    async def overlook(tx: Tx, command: Notes) -> Answer:
        await outcome_of(tx.run("update notes set nothing = $1", command.text))
        return Answer()

    bad = notes("bad")
    acts = [database.act(notes("a"), write_notes), database.act(bad, overlook), database.act(notes("c"), write_notes)]
    a, b, c = await asyncio.gather(*[outcome_of(act) for act in acts])
    assert [type(outcome) for outcome in (a, c)] == [Receipt, Receipt]
    assert isinstance(b, Exception)
    assert sorted(await database.read(texts)) == ["a", "c", "founded"]


async def test_writing_without_a_workspace_is_one_transaction(database: Database) -> None:
    async def rename(writer: Writer, text: str) -> Row | None:
        await writer.run("update notes set text = $1", text)
        if not text:
            raise Invalid("refused", "no text")
        return await writer.one("select text from notes")

    assert await database.write(rename, "b") == ("b",)
    with pytest.raises(Invalid):
        await database.write(rename, "")
    assert await database.read(texts) == ["b"]


async def test_placeholders_are_bound_by_their_number(database: Database) -> None:
    """APSW binds `$1` in order of first appearance: `values ($3,$2,$1)` would swap silently."""

    async def insert(writer: Writer) -> list[Row]:
        await writer.run(
            "insert into passwords (workspace_id, agent_id, hash, changed_at) values ($3,$2,$1,$4)", "h", "a", "w", 1
        )
        await writer.many(
            "insert into passwords (agent_id, changed_at, workspace_id, hash) values ($3,$4,$2,$1)",
            [("h2", "w2", "a2", 2)],
        )
        first = await writer.one(
            "select hash, '$1', agent_id from passwords where changed_at = $2 and agent_id = $1", "a", 1
        )
        again = await writer.one(
            "select agent_id from passwords where agent_id = $2 or workspace_id = $1 or hash = $2", "w", "-"
        )
        return [
            *await writer.all("select workspace_id, agent_id, hash from passwords order by changed_at"),
            first or (),
            again or (),
        ]

    assert await database.write(insert) == [("w", "a", "h"), ("w2", "a2", "h2"), ("h", "$1", "a"), ("a",)]


async def test_rows_hold_the_same_values_on_both_databases(database: Database) -> None:
    async def ask(reader: Reader) -> Row | None:
        return await reader.one(
            "select text, at, null, at = 1, exists (select 1 from outbox), (select sum(at) from notes), "
            "(select count(*) from notes), $1 from notes where text = $1 limit $2",
            "founded",
            1,
        )

    row = await database.read(ask)
    assert row == ("founded", 1, None, 1, 1, 1, 1, "founded")
    assert row is not None
    assert [type(value) for value in row[3:7]] == [int] * 4
