"""The machine's parts as fixtures: a PostgreSQL, a browser; and exit code 3 when one of them cannot run here."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.async_api import Browser, Error, Page

from tests.support import chromium, postgres
from tests.support.counting import MARK, counts_of
from tests.support.machine import PREFIX, cannot_run_here
from tools import machine
from tools.steps import Expected

# A busy machine is no counterexample.
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")

CANNOT_RUN_HERE = 3


@pytest.fixture(scope="session")
def anyio_backend() -> tuple[str, dict[str, bool]]:
    """One loop for the whole session, of the kind the server runs on."""
    return "asyncio", {"use_uvloop": True}


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Postgres]:
    """The session's server, for tests that make databases from templates of their own."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(postgres.running())
        except (Expected, OSError, RuntimeError) as problem:
            cannot_run_here("PostgreSQL", str(problem), "apt-get install postgresql")
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres_server: postgres.Postgres) -> str:
    """Where the session's server answers, as a user who may create databases."""
    return postgres_server.url


@pytest.fixture
def postgres_database(postgres_server: postgres.Postgres) -> Iterator[str]:
    """The address of an empty database of this test alone."""
    url = postgres_server.fresh()
    yield url
    postgres_server.drop(url)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with AsyncExitStack() as stack:
        try:
            found = await stack.enter_async_context(chromium.started(chromium.find()))
        except (Expected, OSError, Error) as problem:
            mend = "apt-get install chromium, or name one in ZURUF_CHROMIUM"
            cannot_run_here("Chromium", str(problem).splitlines()[0], mend)
        yield found


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A tab of its own, with cookies and storage nobody else sees."""
    context = await browser.new_context()
    yield await context.new_page()
    await context.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility rules' script, to be run in a page."""
    try:
        machine.npm_ci(machine.FRONTEND)
    except Expected as problem:
        cannot_run_here("axe", str(problem), "python3 run.py build")
    return (machine.FRONTEND / "node_modules" / "axe-core" / "axe.min.js").read_text()


@pytest.fixture(scope="session")
def node() -> Path:
    try:
        return machine.node()
    except Expected as problem:
        cannot_run_here("Node", str(problem), "apt-get install nodejs npm")


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Adds to what is counted at the end of the output."""
    return lambda what, number: record_property(MARK + what, number)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    counts = counts_of(terminalreporter.stats.get("passed", []))
    if counts:
        terminalreporter.section("counted")
    for what, number in counts.items():
        terminalreporter.line(f"{number:,} {what}")
    left_out = sentences(terminalreporter)
    if left_out:
        terminalreporter.section("cannot run here")
    for sentence, tests in left_out.items():
        terminalreporter.line(f"{tests} tests left out: {sentence}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if isinstance(reporter, pytest.TerminalReporter) and session.exitstatus == 0 and sentences(reporter):
        session.exitstatus = CANNOT_RUN_HERE


def sentences(reporter: pytest.TerminalReporter) -> dict[str, int]:
    counted: dict[str, int] = {}
    for report in reporter.stats.get("skipped", []):
        reason = str(report.longrepr[2])
        if PREFIX in reason:
            sentence = reason.split(PREFIX, 1)[1]
            counted[sentence] = counted.get(sentence, 0) + 1
    return counted
