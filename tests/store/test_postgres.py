"""The server: nodes side by side, lost connections, commits whose answer is lost, migrations when told to."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Literal

import asyncpg
import pytest

from tests.store.lossy_line import LossyLine
from tests.store.notebook import WORKSPACE, Notes, is_contiguous, notes, outcome_of, texts, whole_stream, write_notes
from zuruf.domain.event import Committed
from zuruf.errors import Conflict
from zuruf.store.database import Database, Unavailable
from zuruf.store.migrate import all_migrations
from zuruf.store.postgres import migrate_postgres, open_postgres
from zuruf.store.transaction import Answer, Reader, Receipt, Tx, Writer

Crossing = Callable[[Tx, Notes], Awaitable[Answer]]


@pytest.fixture
async def line(migrated: str) -> AsyncIterator[tuple[LossyLine, Database]]:
    """A database behind a line that can be cut."""
    async with AsyncExitStack() as stack:
        line = LossyLine(migrated)
        database = await open_postgres(await line.open(stack))
        stack.push_async_callback(database.close)
        await database.found(notes("founded"), write_notes, epoch="epoch-1")
        yield line, database


async def test_two_nodes_number_one_stream(nodes: list[Database]) -> None:
    acts = [
        nodes[n % 2].act(notes("x", times=2, failure="after writing" if n % 17 == 0 else ""), write_notes)
        for n in range(200)
    ]
    outcomes = await asyncio.gather(*[outcome_of(act) for act in acts])
    done = [outcome for outcome in outcomes if isinstance(outcome, Receipt)]
    head, events = await nodes[0].read(whole_stream)
    assert head == 1 + 2 * len(done) == 1 + 2 * 188
    assert is_contiguous(head, events)
    assert len({outcome.seq for outcome in done}) == len(done)


async def test_a_node_waits_with_its_first_statement_while_another_numbers(nodes: list[Database]) -> None:
    holds, may_go_on, has_begun = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def hold(tx: Tx, command: Notes) -> Answer:
        holds.set()
        await may_go_on.wait()
        return await write_notes(tx, command)

    async def begin(tx: Tx, command: Notes) -> Answer:
        has_begun.set()
        return await write_notes(tx, command)

    async def is_waiting(reader: Reader) -> bool:
        return (
            await reader.one("select 1 from pg_stat_activity where wait_event_type = 'Lock' and datid = $1", here)
            is not None
        )

    async def this_database(reader: Reader) -> int:
        row = await reader.one("select oid::bigint from pg_database where datname = current_database()")
        return int((row or (0,))[0] or 0)

    here = await nodes[0].read(this_database)
    first = asyncio.create_task(nodes[0].act(notes("first"), hold))
    await holds.wait()
    second = asyncio.create_task(nodes[1].act(notes("second"), begin))
    while not has_begun.is_set() and not await nodes[0].read(is_waiting):
        pass
    began_early = has_begun.is_set()
    may_go_on.set()
    receipts = await asyncio.gather(first, second)
    assert not began_early
    assert [receipt.seq for receipt in receipts] == [2, 3]


async def test_a_cid_sent_to_two_nodes_at_once_has_one_effect(nodes: list[Database]) -> None:
    for n in range(10):
        receipts = await asyncio.gather(*[node.act(notes(f"{n}", cid=f"{n}"), write_notes) for node in nodes])
        assert sorted(receipt.dup for receipt in receipts) == [False, True]
        assert receipts[0].answer == receipts[1].answer
    assert await nodes[0].read(texts) == ["founded", *[f"{n}" for n in range(10)]]


async def test_two_nodes_found_one_workspace(nodes: list[Database]) -> None:
    acts = [node.found(notes("a", workspace_id="wsp_2"), write_notes, epoch=f"of {n}") for n, node in enumerate(nodes)]
    outcomes = await asyncio.gather(*[outcome_of(act) for act in acts])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "Receipt"]


@pytest.mark.parametrize("cid", ["cid-1", None])
@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_commit_whose_answer_is_lost_is_looked_up(
    line: tuple[LossyLine, Database], when: Literal["before", "after"], cid: str | None
) -> None:
    lossy, database = line
    heard: list[Committed] = []
    database.on_commit(heard.append)
    lossy.cut(b"COMMIT", when)
    receipt = await database.act(notes("once", cid=cid), write_notes)
    assert lossy.cuts == 1
    assert (receipt.seq, receipt.dup) == (2, False)
    assert await database.read(texts) == ["founded", "once"]
    assert [committed.head for committed in heard] == [2]
    assert is_contiguous(*await database.read(whole_stream))


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_commit_that_left_no_trace_is_said_to_be_unknown(
    line: tuple[LossyLine, Database], when: Literal["before", "after"]
) -> None:
    async def erase(tx: Tx, command: Notes) -> Answer:
        await tx.run("delete from notes where workspace_id = $1", tx.workspace_id)
        return Answer(id=command.text)

    lossy, database = line
    lossy.cut(b"COMMIT", when)
    with pytest.raises(Unavailable, match="commit_unknown"):
        await database.act(notes("x"), erase)
    assert await database.read(texts) == (["founded"] if when == "before" else [])


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_connection_lost_while_writing_is_replaced(
    line: tuple[LossyLine, Database], when: Literal["before", "after"]
) -> None:
    lossy, database = line
    lossy.cut(b"settings.changed", when)  # in the rows of the events
    receipts = await asyncio.gather(*[database.act(notes(f"{n}"), write_notes) for n in range(5)])
    assert lossy.cuts == 1
    assert [receipt.seq for receipt in receipts] == [2, 3, 4, 5, 6]
    assert is_contiguous(*await database.read(whole_stream))


async def test_a_connection_lost_while_reading_is_replaced(line: tuple[LossyLine, Database]) -> None:
    lossy, database = line
    lossy.cut(b"select epoch", "after")
    assert (await database.read_stream(WORKSPACE)).head == 1
    assert lossy.cuts == 1


async def test_workspaces_that_lock_each_other_out_both_come_through(nodes: list[Database]) -> None:
    reached = [asyncio.Event(), asyncio.Event()]

    async def make(writer: Writer) -> None:
        await writer.many(
            "insert into passwords (workspace_id, agent_id, hash, changed_at) values ($1,'','',0)", [["a"], ["b"]]
        )

    def crossing(first: str, second: str, mine: int) -> Crossing:
        async def cross(tx: Tx, command: Notes) -> Answer:
            await tx.run("update passwords set changed_at = changed_at + 1 where workspace_id = $1", first)
            reached[mine].set()
            await reached[1 - mine].wait()
            await tx.run("update passwords set changed_at = changed_at + 1 where workspace_id = $1", second)
            return await write_notes(tx, command)

        return cross

    await nodes[0].write(make)
    await nodes[0].found(notes("founded", workspace_id="wsp_2"), write_notes, epoch="epoch-1")
    receipts = await asyncio.gather(
        nodes[0].act(notes("x"), crossing("a", "b", 0)),
        nodes[1].act(notes("x", workspace_id="wsp_2"), crossing("b", "a", 1)),
    )
    assert [receipt.seq for receipt in receipts] == [2, 2]


async def test_groups_of_different_workspaces_run_side_by_side(nodes: list[Database]) -> None:
    both = [asyncio.Event(), asyncio.Event()]

    def meeting(mine: int) -> Crossing:
        async def meet(tx: Tx, command: Notes) -> Answer:
            both[mine].set()
            await both[1 - mine].wait()
            return await write_notes(tx, command)

        return meet

    await nodes[0].found(notes("founded", workspace_id="wsp_2"), write_notes, epoch="epoch-1")
    await asyncio.gather(
        nodes[0].act(notes("x"), meeting(0)), nodes[0].act(notes("x", workspace_id="wsp_2"), meeting(1))
    )


async def test_an_unmigrated_database_is_refused_and_left_alone(postgres_database: str) -> None:
    with pytest.raises(Conflict, match=r"database_needs_migration: .*0001_start.sql.*`zuruf migrate`"):
        await open_postgres(postgres_database)
    connection = await asyncpg.connect(postgres_database)
    assert await connection.fetchval("select count(*) from pg_tables where schemaname = 'public'") == 0
    await connection.close()


async def test_two_who_migrate_at_once_migrate_once(postgres_database: str) -> None:
    names = await asyncio.gather(*[migrate_postgres(postgres_database) for _ in range(2)])
    assert sorted(names) == [[], [migration.name for migration in all_migrations()]]
    assert await migrate_postgres(postgres_database) == []
    await (await open_postgres(postgres_database)).close()


async def test_a_newer_postgres_database_is_refused(migrated: str) -> None:
    connection = await asyncpg.connect(migrated)
    await connection.execute("insert into migrations (number, name, checksum) values (9000, '9000_later.sql', 'x')")
    await connection.close()
    for opening in (open_postgres(migrated), migrate_postgres(migrated)):
        with pytest.raises(Conflict, match="database_newer"):
            await opening


async def test_a_server_that_does_not_answer_is_unavailable() -> None:
    with pytest.raises(Unavailable, match="database_unreachable"):
        await open_postgres("postgresql://zuruf@127.0.0.1:1/zuruf")


async def test_a_connection_is_set_for_durable_short_transactions(migrated: str) -> None:
    wanted = {
        "synchronous_commit": "on",
        "statement_timeout": "5s",
        "lock_timeout": "3s",
        "idle_in_transaction_session_timeout": "5s",
        "default_transaction_isolation": "read committed",
    }

    async def ask(writer: Writer) -> dict[str, object]:
        return {name: (await writer.one(f"show {name}") or ("",))[0] for name in wanted}

    database = await open_postgres(migrated)
    assert await database.write(ask) == wanted
    await database.close()
