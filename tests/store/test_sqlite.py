"""The file: one process, nothing acknowledged is lost, nothing newer or unfit is opened."""

import asyncio
import os
import signal
import subprocess
import sys
from collections import deque
from pathlib import Path

import apsw
import pytest

from tests.store.notebook import INSERT, Notes, is_contiguous, kept, notes, outcome_of, texts, whole_stream, write_notes
from zuruf.errors import Conflict, Invalid
from zuruf.store.database import Unavailable
from zuruf.store.dialect import SQLITE, for_sqlite, places
from zuruf.store.group import Act
from zuruf.store.migrate import Migration, all_migrations, migrate
from zuruf.store.sqlite import open_sqlite, open_sqlite_inline
from zuruf.store.sqlite_file import connect, file_system_of, refuse_old_sqlite
from zuruf.store.sqlite_group import SqliteSql, run_write, settle_group
from zuruf.store.transaction import Answer, Reader, Tx
from zuruf.store.waiting import WaitingAct, next_group

CHILD = """
import asyncio, os, signal, sys
from tests.store.notebook import notes, write_notes
from zuruf.store.sqlite import open_sqlite

async def main(path, when):
    database = await open_sqlite(path)
    await database.found(notes("founded"), write_notes, epoch="epoch-1")
    def die(*_): os.kill(os.getpid(), signal.SIGKILL)
    async def write_and_die(tx, command):
        await write_notes(tx, command)
        die()
    for n in range(5):
        print((await database.act(notes(f"{n}", cid=f"{n}"), write_notes)).seq, flush=True)
    if when == "after the commit":
        database.on_commit(die)
    await database.act(notes("5", cid="5"), write_notes if when == "after the commit" else write_and_die)

asyncio.run(main(*sys.argv[1:]))
"""


def run_child(*args: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run([sys.executable, "-c", *args], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("when", "is_there"), [("after the commit", True), ("before the commit", False)])
async def test_killed_between_commit_and_answer_a_request_sent_again_has_one_effect(
    tmp_path: Path, when: str, is_there: bool
) -> None:
    path = tmp_path / "zuruf.db"
    child = await asyncio.to_thread(run_child, CHILD, str(path), when)
    assert (child.returncode, child.stdout.split()) == (-signal.SIGKILL, ["2", "3", "4", "5", "6"]), child.stderr
    database = await open_sqlite(path)
    receipts = [await database.act(notes(f"{n}", cid=f"{n}"), write_notes) for n in range(6)]
    assert [receipt.seq for receipt in receipts] == [2, 3, 4, 5, 6, 7]
    assert [receipt.dup for receipt in receipts] == [True] * 5 + [is_there]
    assert await database.read(texts) == ["founded", "0", "1", "2", "3", "4", "5"]
    assert is_contiguous(*await database.read(whole_stream))
    await database.close()


async def test_a_second_process_is_refused_until_the_first_has_closed(tmp_path: Path) -> None:
    path = tmp_path / "zuruf.db"
    program = "import asyncio, sys; from zuruf.store.sqlite import open_sqlite; asyncio.run(open_sqlite(sys.argv[1]))"
    database = await open_sqlite(path)
    child = await asyncio.to_thread(run_child, program, str(path))
    assert child.returncode != 0
    assert f"database_in_use: {path} is used by another Zuruf process (process id {os.getpid()})" in child.stderr
    with pytest.raises(Conflict, match="database_in_use"):
        await open_sqlite(path)
    await database.close()
    await (await open_sqlite(path)).close()


async def test_what_was_written_is_there_after_opening_again(tmp_path: Path) -> None:
    path = tmp_path / "zuruf.db"
    database = await open_sqlite(path)
    await database.found(notes("founded"), write_notes, epoch="epoch-1")
    await asyncio.gather(*[database.act(notes(f"{n}", cid=f"{n}"), write_notes) for n in range(70)])
    before = await database.read(kept)
    await database.close()
    await database.close()
    assert not await asyncio.to_thread(Path(f"{path}-wal").exists)
    database = await open_sqlite(path)
    assert await database.read(kept) == before
    await database.close()


async def test_inline_and_threaded_databases_come_to_the_same(tmp_path: Path) -> None:
    wanted = [
        notes(f"{n}", times=n % 3, cid=f"{n % 40}", failure=("", "", "after writing", "in the database")[n % 4])
        for n in range(80)
    ]
    founding = notes("founded")
    results: list[object] = []
    for database in (await open_sqlite(tmp_path / "zuruf.db"), open_sqlite_inline(), await open_sqlite(":memory:")):
        await database.found(founding, write_notes, epoch="epoch-1")
        outcomes = [await outcome_of(database.act(command, write_notes)) for command in wanted]
        results.append(([str(outcome) for outcome in outcomes], await database.read(kept)))
        await database.close()
    assert results[0] == results[1] == results[2]


async def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "zuruf.db"
    await (await open_sqlite(path)).close()
    raw = apsw.Connection(str(path))
    raw.execute("insert into migrations (number, name, checksum) values (9000, '9000_later.sql', 'x')")
    raw.close()
    with pytest.raises(Conflict, match=r"database_newer: .* 9000_later.sql"):
        await open_sqlite(path)
    with pytest.raises(Conflict, match="database_newer"):
        await open_sqlite(path)  # the refusal let go of the file


async def test_a_changed_migration_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "zuruf.db"
    await (await open_sqlite(path)).close()
    raw = apsw.Connection(str(path))
    raw.execute("update migrations set checksum = 'x' where number = 1")
    raw.close()
    with pytest.raises(Conflict, match=r"migration_changed: .* 0001_start.sql"):
        await open_sqlite(path)


def test_a_migration_that_fails_changes_nothing() -> None:
    connection = connect(":memory:", "writer")
    first = Migration(1, "0001_first.sql", "create table a (id {serial_key})")
    bad = Migration(2, "0002_bad.sql", "create table b (x text); create table b (x text);")
    assert run_write(connection, lambda db: migrate(db, SQLITE, [first])) == ["0001_first.sql"]
    with pytest.raises(apsw.SQLError):
        run_write(connection, lambda db: migrate(db, SQLITE, [first, bad]))
    tables = connection.execute("select name from sqlite_schema where type = 'table' order by name").fetchall()
    assert tables == [("a",), ("migrations",)]
    assert run_write(connection, lambda db: migrate(db, SQLITE, [first])) == []


def test_migrations_are_numbered_without_holes() -> None:
    migrations = all_migrations()
    assert [migration.number for migration in migrations] == list(range(1, len(migrations) + 1))


def test_lines_that_quote_a_note_leave_the_thread_and_the_note_stays() -> None:
    """I7: lines written before notes could be changed hold the text, and would keep it for ever."""
    connection = connect(":memory:", "writer")
    before = [migration for migration in all_migrations() if migration.number < 5]
    run_write(connection, lambda db: migrate(db, SQLITE, before))
    connection.execute("insert into notes values ('wsp_1', 'vis_1', 'not_1', 'agt_1', 'Kind', 1)")
    columns = "workspace_id, seq, type, at, actor, topics, body, visitor_seq, is_history"
    for seq, kind in ((1, "visitor.note_added"), (2, "visitor.changed")):
        row = ("wsp_1", seq, kind, 1, "agent:agt_1", "", "{}", 0, 1)
        connection.execute(f"insert into events ({columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    run_write(connection, lambda db: migrate(db, SQLITE, all_migrations()))
    assert connection.execute("select type from events where is_history = 1").fetchall() == [("visitor.changed",)]
    assert connection.execute("select text, edited_at from notes").fetchall() == [("Kind", None)]


def test_a_group_is_one_commit_whatever_is_repeated_or_fails_in_it() -> None:
    connection = connect(":memory:", "writer")
    run_write(connection, lambda db: migrate(db, SQLITE, all_migrations()))
    settle_group(connection, [Act.of(notes("founded"), write_notes, "epoch-1")])
    commands = [notes("a", cid="1"), notes("b", cid="2", failure="in the database"), notes("a", cid="1"), notes("c")]
    (outcome,) = settle_group(connection, [Act.of(command, write_notes) for command in commands])
    assert [getattr(result, "seq", None) for result in outcome.results] == [2, None, 2, 3]
    assert [getattr(result, "dup", None) for result in outcome.results] == [False, None, True, False]
    assert outcome.committed is not None
    assert [event.seq for event in outcome.committed.events] == [2, 3]


async def test_a_founding_act_is_a_group_of_its_own_and_the_others_at_most_64() -> None:
    loop = asyncio.get_running_loop()
    acts = [Act.of(notes("x"), write_notes, "epoch" if n == 3 else None) for n in range(100)]
    lane = deque(WaitingAct(act, loop.create_future()) for act in acts)
    sizes: list[int] = []
    while lane:
        sizes.append(len(next_group(lane)))
    assert sizes == [3, 1, 64, 32]


@pytest.mark.parametrize("version", ["3.40.1", "3.51.2"])
def test_an_old_sqlite_is_refused(version: str) -> None:
    with pytest.raises(Invalid, match=rf"Expected SQLite 3.51.3 or newer, got {version}"):
        refuse_old_sqlite(version)
    refuse_old_sqlite("3.51.3")
    refuse_old_sqlite("4.0.0")


def test_a_network_file_system_is_recognised() -> None:
    mounts = "/dev/sda / ext4 rw 0 0\nnas:/x /srv/our\\040data nfs4 rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n"
    assert file_system_of(Path("/srv/our data/zuruf.db"), mounts) == "nfs4"
    assert file_system_of(Path("/srv/zuruf.db"), mounts) == "ext4"
    assert file_system_of(Path("/tmp"), mounts) == "tmpfs"


def test_row_locks_are_left_out() -> None:
    sql = "select a from b where c = $1 limit 1 for update skip locked"
    assert for_sqlite(sql) == "select a from b where c = ?1 limit 1"
    assert for_sqlite("select ' for update' from b\n  for update") == "select ' for update' from b"


def test_only_placeholders_become_numbers() -> None:
    assert for_sqlite("select $2, '$1', \"$1\", 'it''s $1' -- $1\nwhere a = $12") == (
        "select ?2, '$1', \"$1\", 'it''s $1' -- $1\nwhere a = ?12"
    )
    assert places(3, 3) == "$3,$4,$5"


async def test_a_reader_cannot_write(tmp_path: Path) -> None:
    async def write(reader: Reader) -> None:
        await reader.one("insert into streams (workspace_id, epoch, head, floor, roster) values ('w', 'e', 0, 0, 0)")

    database = await open_sqlite(tmp_path / "zuruf.db")
    with pytest.raises(apsw.ReadOnlyError):
        await database.read(write)
    await database.close()


async def test_a_group_that_cannot_be_written_is_unavailable_and_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "zuruf.db"
    database = await open_sqlite(path)
    await database.found(notes("founded"), write_notes, epoch="epoch-1")

    async def fill_the_disk(tx: Tx, command: Notes) -> Answer:
        pages = await tx.one("pragma page_count")
        assert pages is not None
        await tx.one(f"pragma max_page_count = {pages[0]}")
        for n in range(40):
            await tx.run(INSERT, tx.workspace_id, f"big {n}", "vis_1", command.actor.id, "x" * 4000, n)
        return Answer()

    async def free_the_disk(tx: Tx, command: Notes) -> Answer:
        await tx.one("pragma max_page_count = 1000000")
        return await write_notes(tx, command)

    full = await outcome_of(database.act(notes("full"), fill_the_disk))
    assert isinstance(full, Unavailable | apsw.FullError)
    assert (await database.act(notes("after"), free_the_disk)).seq == 2
    assert await database.read(texts) == ["founded", "after"]
    await database.close()


PLANS = {
    "receipts": (
        "select principal, cid, request_hash, answer, seq, created_at from receipts "
        "where workspace_id = $1 and (principal, cid) in (values ($2,$3),($4,$5))"
    ),
    "events": "select seq, body from events where workspace_id = $1 and seq > $2 order by seq limit $3",
    "due jobs": (
        "select id from outbox where handled_at is null and due_at <= $1 and claimed_until <= $1 "
        "order by due_at, id limit $3"
    ),
}


@pytest.mark.parametrize("name", PLANS)
async def test_hot_queries_scan_no_table(name: str) -> None:
    connection = connect(":memory:", "writer")
    run_write(connection, lambda db: migrate(db, SQLITE, all_migrations()))

    count = {"receipts": 5, "events": 3, "due jobs": 3}[name]

    async def plan(db: SqliteSql) -> list[str]:
        return [str(row[3]) for row in await db.all("explain query plan " + PLANS[name], *["1"] * count)]

    steps = run_write(connection, plan)
    assert not [step for step in steps if step.startswith("SCAN ") and "VALUES CLAUSE" not in step], steps
