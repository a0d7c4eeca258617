"""SQLite as the database: opening and migrating it."""

import asyncio
from collections.abc import Awaitable
from pathlib import Path

import apsw

from zuruf.errors import Invalid
from zuruf.store.database import Database
from zuruf.store.dialect import SQLITE
from zuruf.store.migrate import all_migrations, migrate
from zuruf.store.sqlite_file import Connection, FileLock, connect, keep_to_owner, refuse_network, refuse_old_sqlite
from zuruf.store.sqlite_group import SqliteSql, run_write
from zuruf.store.sqlite_inline import InlineDatabase
from zuruf.store.sqlite_threads import ThreadedDatabase

READERS = 2


async def open_sqlite(path: Path | str) -> Database:
    """Opens, and migrates, the database at this path; `:memory:` is an inline one that ends with the process.

    Conflict `database_in_use`, `database_newer`, `migration_changed`; Invalid `sqlite_old`, `database_on_network`, `database_unreadable`.
    """
    if str(path) == ":memory:":
        return open_sqlite_inline()
    return await asyncio.to_thread(_open_file, Path(path), asyncio.get_running_loop())


def open_sqlite_inline(path: str = ":memory:") -> Database:
    """A database without threads: every act is a group of its own, carried out at once on the calling thread."""
    refuse_old_sqlite(apsw.sqlite_lib_version())
    connection = connect(path, "writer")
    _migrate(connection)
    return InlineDatabase(connection)


def _open_file(path: Path, loop: asyncio.AbstractEventLoop) -> Database:
    refuse_old_sqlite(apsw.sqlite_lib_version())
    refuse_network(path)
    lock = _locked(path)
    try:
        keep_to_owner(path)
        writer = connect(str(path), "writer")
        _migrate(writer)
        return ThreadedDatabase(loop, lock, writer, [connect(str(path), "reader") for _ in range(READERS)])
    except BaseException as error:
        lock.release()
        if isinstance(error, apsw.Error | OSError):
            raise _unreadable(path, error) from error
        raise


def _locked(path: Path) -> FileLock:
    try:
        return FileLock(path)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> Invalid:
    """Somebody else's file, a damaged one, one that may not be written."""
    sentence = (
        f"{path} is expected to be a database of Zuruf, but cannot be used as one ({error}). "
        "Restore a backup, or name another folder with --data."
    )
    return Invalid("database_unreadable", sentence, "data")


def _migrate(connection: Connection) -> None:
    def work(db: SqliteSql) -> Awaitable[list[str]]:
        return migrate(db, SQLITE, all_migrations())

    run_write(connection, work)
