"""A SQLite database as a file to be kept: copying it while it is in use, looking at the copy, and a new history for one that is put back."""

import hashlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import apsw

from zuruf.errors import Invalid
from zuruf.store.migrate import all_migrations, missing_from
from zuruf.store.sqlite_file import Connection, connect

PAGES = 2_000  # copied at a time, between which progress is told
CHUNK = 1_048_576  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a database holds: its newest migration, and how far each workspace's stream goes."""

    migration: str
    heads: dict[str, int]


def copy_database(source: Path, target: Path, told: Callable[[int, int], None]) -> None:
    """Copies the database as it is at this moment, whoever writes into it meanwhile; `told` gets pages done and pages in all.

    The server's process may run: a reader of a WAL database holds nobody up. The target is one file without a WAL.
    Invalid `database_unreadable`, also for a full disk.
    """
    try:
        with _open(source) as origin, _open(target, "writer") as copy:
            # One reading transaction from the first page to the last: without it each commit of the server would start the copy over.
            origin.execute("begin").fetchall()
            origin.execute("select count(*) from sqlite_schema").fetchall()
            with cast("apsw.Connection", copy).backup("main", cast("apsw.Connection", origin), "main") as work:
                while not work.done:
                    work.step(PAGES)
                    told(work.page_count - work.remaining, work.page_count)
            copy.execute("pragma journal_mode = delete").fetchall()
    except (apsw.Error, OSError) as error:
        raise unreadable(source, error) from error


def look_at(path: Path) -> Contents:
    """Reads every page of a database nobody uses. Invalid `backup_damaged`; Conflict `database_newer`, `migration_changed`."""
    try:
        with _open(path) as database:
            wrong = [str(row[0]) for row in database.execute("pragma integrity_check").fetchall() if row[0] != "ok"]
            wrong += [
                f"{row[0]} names a missing row" for row in database.execute("pragma foreign_key_check").fetchall()
            ]
            heads = _heads(database)
            wrong += [
                f"{workspace} has events its counter does not know" for workspace, ahead in _ahead(database) if ahead
            ]
            applied = database.execute("select number, name, checksum from migrations order by number").fetchall()
    except apsw.Error as error:
        raise damaged(path, str(error)) from error
    if wrong:
        raise damaged(path, wrong[0])
    missing_from(applied, all_migrations())
    return Contents(migration=str(applied[-1][1]), heads=heads)


def begin_anew(path: Path, epoch: Callable[[], str]) -> int:
    """Another epoch for every workspace: whoever was connected before starts over, for their history may be longer than this one (R8).
    How many workspaces there are. Invalid `database_unreadable`, also for a full disk."""
    try:
        with _open(path, "writer") as database:
            workspaces = list(_heads(database))
            database.execute("begin immediate").fetchall()
            for workspace_id in workspaces:
                row = (epoch(), workspace_id)
                database.execute("update streams set epoch = $1 where workspace_id = $2", row).fetchall()
            database.execute("commit").fetchall()
            database.execute("pragma journal_mode = delete").fetchall()
    except apsw.Error as error:
        raise unreadable(path, error) from error
    return len(workspaces)


def checksum(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(CHUNK):
            digest.update(part)
    return digest.hexdigest()


def unreadable(path: Path, error: Exception) -> Invalid:
    """What is said of a database whose file, or disk, is not as it should be."""
    return Invalid(
        "database_unreadable",
        f"{path} could not be read or written ({error}). Look at the disk and its free space.",
        "data",
    )


def damaged(path: Path, why: str) -> Invalid:
    """What is said of a backup that is not what it was."""
    return Invalid("backup_damaged", f"{path} is damaged ({why}). Take an older backup; nothing was changed.", "backup")


@contextmanager
def _open(path: Path, role: str = "reader") -> Generator[Connection]:
    connection = connect(str(path), "writer" if role == "writer" else "reader")
    try:
        yield connection
    finally:
        connection.close()


def _heads(database: Connection) -> dict[str, int]:
    rows = database.execute("select workspace_id, head from streams order by workspace_id").fetchall()
    return {str(row[0]): int(row[1] or 0) for row in rows}


def _ahead(database: Connection) -> list[tuple[str, bool]]:
    rows = database.execute(
        "select s.workspace_id, exists(select 1 from events e where e.workspace_id = s.workspace_id and e.seq > s.head) "
        "from streams s"
    ).fetchall()
    return [(str(row[0]), bool(row[1])) for row in rows]
