"""Databases with one workspace in them: SQLite in threads, SQLite inline, PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.store.notebook import notes, write_notes
from tests.support.postgres import Postgres
from zuruf.store.database import Database
from zuruf.store.postgres import migrate_postgres, open_postgres
from zuruf.store.sqlite import open_sqlite, open_sqlite_inline


@pytest.fixture(params=["sqlite", "inline", "postgres"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A database whose workspace has one event, its founding."""
    database = await opened(request, tmp_path)
    await database.found(notes("founded"), write_notes, epoch="epoch-1")
    yield database
    await database.close()


async def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    match request.param:
        case "sqlite":
            return await open_sqlite(tmp_path / "zuruf.db")
        case "inline":
            return open_sqlite_inline()
        case _:
            return await open_postgres(request.getfixturevalue("migrated"))


@pytest.fixture
async def nodes(migrated: str) -> AsyncIterator[list[Database]]:
    """Two servers on one PostgreSQL database."""
    nodes = [await open_postgres(migrated) for _ in range(2)]
    await nodes[0].found(notes("founded"), write_notes, epoch="epoch-1")
    yield nodes
    for node in nodes:
        await node.close()


@pytest.fixture
def migrated(postgres_server: Postgres) -> Iterator[str]:
    """The address of a migrated PostgreSQL database of this test alone."""
    url = postgres_server.fresh(postgres_server.template("zuruf", migrate_elsewhere))
    yield url
    postgres_server.drop(url)


def migrate_elsewhere(url: str) -> None:
    """In a thread of its own: the caller may be inside a running loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, migrate_postgres(url)).result()
