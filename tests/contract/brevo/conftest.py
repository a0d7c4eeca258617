"""A shop with its people on each database, a server before it, and each official SDK in front of that."""

import asyncio
import subprocess
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.contract.brevo.sdks import AsyncPythonSdk, NodeSdk, Outcome, PythonSdk, Sdk
from tests.contract.brevo.shop import Clock, Shop, opened, served
from tests.support.machine import cannot_run_here
from tests.support.postgres import Postgres
from tools import machine
from tools.steps import Expected
from zuruf.store.database import Database
from zuruf.store.postgres import migrate_postgres, open_postgres
from zuruf.store.sqlite import open_sqlite

PAIRS = [("sqlite", "python"), ("sqlite", "node"), ("postgres", "python async")]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "line(*ids): the lines of docs/behaviour.md this test asserts, such as A12 or A12a"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test of the SDKs with each of them and on each database, without every pair of the two."""
    if "call" in metafunc.fixturenames:
        metafunc.parametrize(("database", "call"), PAIRS, indirect=True)
    elif "database" in metafunc.fixturenames:
        metafunc.parametrize("database", ["sqlite", "postgres"], indirect=True)


@dataclass
class Caller:
    """An SDK as the shop's integration holds it: with the shop's key unless another is given."""

    sdk: Sdk
    key: str

    async def __call__(
        self,
        method: str,
        *,
        key: str | None = None,
        extra: dict[str, Any] | None = None,
        headers: dict[str, Any] | None = None,
        **fields: Any,
    ) -> Outcome:
        key = self.key if key is None else key
        return await self.sdk.call(method, key=key, extra=extra or {}, headers=headers or {}, fields=fields)


@pytest.fixture
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """Closed by the server that runs on it."""
    if request.param == "sqlite":
        return await open_sqlite(tmp_path / "zuruf.db")
    return await open_postgres(request.getfixturevalue("migrated"))


@pytest.fixture
def migrated(postgres_server: Postgres) -> Iterator[str]:
    """The address of a migrated PostgreSQL database of this test alone."""
    url = postgres_server.fresh(postgres_server.template("zuruf", _migrate))
    yield url
    postgres_server.drop(url)


def _migrate(url: str) -> None:
    """In a thread of its own: the caller may be inside a running loop."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, migrate_postgres(url)).result()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def shop(database: Database, clock: Clock) -> Shop:
    return await opened(database, clock, "wsp_shop")


@pytest.fixture
async def next_door(database: Database, clock: Clock) -> Shop:
    return await opened(database, clock, "wsp_next_door")


@pytest.fixture
async def base(shop: Shop) -> AsyncIterator[str]:
    """The base URL an integration is given."""
    async with served(shop.database, shop.clock) as url:
        yield url


@pytest.fixture(scope="session")
async def node_child(node: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    try:
        machine.npm_ci(machine.FRONTEND)
    except Expected as problem:
        cannot_run_here("Brevo's Node SDK", str(problem), "python3 run.py build")
    script = Path(__file__).with_name("sdk.mjs")
    pipe = subprocess.PIPE
    child = await asyncio.create_subprocess_exec(node, script, machine.FRONTEND, stdin=pipe, stdout=pipe)
    yield child
    assert child.stdin is not None
    child.stdin.close()
    await asyncio.wait_for(child.wait(), 10)


@pytest.fixture
def call(request: pytest.FixtureRequest, base: str, shop: Shop) -> Caller:
    match request.param:
        case "python":
            sdk = PythonSdk(base)
        case "python async":
            sdk = AsyncPythonSdk(base)
        case _:
            sdk = NodeSdk(base, request.getfixturevalue("node_child"))
    return Caller(sdk, shop.key)


@pytest.fixture
async def http(base: str, shop: Shop) -> AsyncIterator[httpx.AsyncClient]:
    """Without an SDK, for what none of them would send."""
    async with httpx.AsyncClient(base_url=f"{base}/conversations", headers={"api-key": shop.key}) as client:
        yield client
