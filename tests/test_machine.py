"""The parts of the machine that other tests stand on."""

import asyncpg
import pytest
from playwright.async_api import Page

from tests.support.postgres import Postgres, execute
from tools.steps import ROOT

pytest_plugins = ["pytester"]


async def test_a_browser_opens_a_page_and_reads_its_title(page: Page) -> None:
    await page.goto("data:text/html,<title>Zuruf</title>")
    assert await page.title() == "Zuruf"


async def test_a_database_of_postgres_is_empty_and_durable(postgres_database: str) -> None:
    connection = await asyncpg.connect(postgres_database)
    try:
        assert await connection.fetchval("select count(*) from pg_tables where schemaname = 'public'") == 0
        assert await connection.fetchval("show fsync") == "on"
    finally:
        await connection.close()


async def test_a_template_is_prepared_once_and_copied(postgres_server: Postgres) -> None:
    prepared: list[str] = []

    def prepare(url: str) -> None:
        prepared.append(url)
        postgres_server.execute(url, "create table words (word text)")

    copies = [postgres_server.fresh(postgres_server.template("words", prepare)) for _ in range(2)]
    assert len(prepared) == 1
    for url in copies:
        await execute(url, "insert into words values ('visitor')")
        postgres_server.drop(url)


def test_what_cannot_run_here_is_named_and_ends_with_3(pytester: pytest.Pytester) -> None:
    pytester.makeini(f"[pytest]\npythonpath = {ROOT}")
    pytester.makeconftest("from tests.conftest import pytest_sessionfinish, pytest_terminal_summary")
    pytester.makepyfile(
        """
        from tests.support.machine import cannot_run_here

        def test_runs():
            pass

        def test_cannot():
            cannot_run_here("a kettle", "there is none.", "apt-get install kettle")
        """
    )
    result = pytester.runpytest_subprocess()
    assert result.ret == 3
    result.stdout.fnmatch_lines(["1 tests left out: a kettle: there is none. Mend it with: apt-get install kettle"])
    result.assert_outcomes(passed=1, skipped=1)
