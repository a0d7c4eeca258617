"""PostgreSQL as the database: opening it, and migrating it when told to."""

import asyncio
from collections.abc import Callable

import asyncpg

from zuruf.errors import Conflict, Invalid
from zuruf.store.database import Database, Unavailable
from zuruf.store.dialect import POSTGRES
from zuruf.store.migrate import all_migrations, migrate, missing_from
from zuruf.store.postgres_group import PostgresSql
from zuruf.store.postgres_lanes import PostgresDatabase
from zuruf.store.postgres_pool import Connection, Pool, make_pool, retried

MIGRATION_LOCK = 0x7A75727566  # "zuruf"


async def open_postgres(url: str, *, connections: int = 10) -> Database:
    """Opens the migrated database at this address.

    Conflict `database_needs_migration`, `database_newer`, `migration_changed`; Invalid `database_encoding`;
    Unavailable `database_unreachable`.
    """
    pool = await _reach(url, connections)
    try:
        await retried(pool, _refuse_unprepared)
    except BaseException:
        pool.terminate()
        raise
    return PostgresDatabase(asyncio.get_running_loop(), pool)


async def migrate_postgres(url: str) -> list[str]:
    """Brings the database to this version and returns the names of the files applied; others who migrate wait."""

    async def work(connection: Connection) -> list[str]:
        async with connection.transaction():
            await connection.execute("set local statement_timeout = 0; set local lock_timeout = 0", timeout=None)
            await connection.fetchval("select pg_advisory_xact_lock($1)", MIGRATION_LOCK)
            return await migrate(PostgresSql(connection), POSTGRES, all_migrations())

    pool = await _reach(url, 1)
    try:
        return await work(await pool.acquire())
    finally:
        pool.terminate()


async def begin_anew_postgres(url: str, epoch: Callable[[], str]) -> int:
    """Another epoch for every workspace, after PostgreSQL's own tools have put the database back (R8); how many workspaces there are."""

    async def work(connection: Connection) -> int:
        async with connection.transaction():
            rows = await connection.fetch("select workspace_id from streams order by workspace_id for update")
            for row in rows:
                await connection.execute("update streams set epoch = $1 where workspace_id = $2", epoch(), row[0])
            return len(rows)

    pool = await _reach(url, 1)
    try:
        await retried(pool, _refuse_unprepared)
        return await work(await pool.acquire())
    finally:
        pool.terminate()


async def _reach(url: str, connections: int) -> Pool:
    try:
        return await make_pool(url, connections)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise Unavailable(
            "database_unreachable", f"PostgreSQL did not answer ({error}). Look at its address, user, password and log."
        ) from error


async def _refuse_unprepared(connection: Connection) -> None:
    encoding = await connection.fetchval("show server_encoding")
    if encoding != "UTF8":
        raise Invalid("database_encoding", f"Expected a database with the encoding UTF8, got {encoding}. Make another.")
    exists = await connection.fetchval("select to_regclass('migrations') is not null")
    applied = await connection.fetch("select number, name, checksum from migrations order by number") if exists else []
    missing = missing_from([tuple(row) for row in applied], all_migrations())
    if missing:
        names = ", ".join(migration.name for migration in missing)
        raise Conflict(
            "database_needs_migration",
            f"The database lacks {names}. Make a backup, then run `zuruf migrate` (in a checkout: `python3 run.py migrate`); "
            "nothing was changed.",
        )
