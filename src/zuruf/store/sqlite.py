"""SQLite as the database: opening and migrating it."""

import asyncio
from collections.abc import Awaitable
from pathlib import Path

import apsw

from zuruf.store.database import Database
from zuruf.store.dialect import SQLITE
from zuruf.store.migrate import all_migrations, migrate
from zuruf.store.sqlite_file import Connection, FileLock, connect, refuse_network, refuse_old_sqlite
from zuruf.store.sqlite_group import SqliteSql, run_write
from zuruf.store.sqlite_inline import InlineDatabase
from zuruf.store.sqlite_threads import ThreadedDatabase

READERS = 2


async def open_sqlite(path: Path | str) -> Database:
    """Opens, and migrates, the database at this path; `:memory:` is an inline one that ends with the process.

    Conflict `database_in_use`, `database_newer`, `migration_changed`; Invalid `sqlite_old`, `database_on_network`.
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
    lock = FileLock(path)
    try:
        writer = connect(str(path), "writer")
        _migrate(writer)
        return ThreadedDatabase(loop, lock, writer, [connect(str(path), "reader") for _ in range(READERS)])
    except BaseException:
        lock.release()
        raise


def _migrate(connection: Connection) -> None:
    def work(db: SqliteSql) -> Awaitable[list[str]]:
        return migrate(db, SQLITE, all_migrations())

    run_write(connection, work)
