"""A house to act in, on each database."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.actions.house import House, founded
from tests.store.conftest import migrate_elsewhere, opened
from tests.support.postgres import Postgres
from zuruf.store.database import Database


@pytest.fixture(params=["inline", "postgres"])
async def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A database without a workspace. SQLite in threads runs the same statements as inline, so once is enough here."""
    database = await opened(request, tmp_path)
    yield database
    await database.close()


@pytest.fixture
def migrated(postgres_server: Postgres) -> Iterator[str]:
    """The address of a migrated PostgreSQL database of this test alone."""
    url = postgres_server.fresh(postgres_server.template("zuruf", migrate_elsewhere))
    yield url
    postgres_server.drop(url)


@pytest.fixture
async def house(empty_database: Database) -> House:
    """Frieda owns the workspace, Anna is admin, Olaf an agent with the usual rights, Carla an agent who configures."""
    house = await founded(empty_database, "wsp_1", "Frieda")
    await house.hire("Anna", role="admin")
    await house.hire("Olaf")
    await house.hire("Carla", rights=frozenset({"access", "configure"}))
    return house


@pytest.fixture
async def next_door(house: House) -> House:
    """Another workspace of the same installation, owned by Nora."""
    return await founded(house.database, "wsp_2", "Nora")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "line(*ids): the lines of docs/behaviour.md this test asserts, such as A12 or A12a"
    )
