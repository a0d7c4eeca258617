"""A street to walk in: a server that can be killed, a website, five windows; and an office with its owner alone."""

import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.browser.office import Office
from tests.browser.server import Server, free_ports, website
from tests.browser.shop import Shop
from tests.browser.street import Street
from tests.browser.windows import Shopper

# On a machine with ten times as much to do as it has cores, signing in alone takes longer than Playwright's five seconds.
expect.set_options(timeout=15_000)


@pytest.fixture
async def street(browser: Browser, tmp_path: Path) -> AsyncIterator[tuple[Street, Shopper, Shopper]]:
    async with AsyncExitStack() as stack:
        port, shop_port = free_ports()
        server = Server(tmp_path / "data", port)
        stack.push_async_callback(server.stop)
        await server.start()
        street = Street()
        snippet = await street.settle_in(server, shop_port)
        await stack.enter_async_context(website(shop_port, snippet))
        shoppers = Shopper(), Shopper()
        for window in (*street.consoles.values(), *shoppers):
            await window.open(browser)
            stack.push_async_callback(window.context.close)
        for agent in (street.owner, *(console.who for console in street.consoles.values())):
            stack.push_async_callback(agent.leave)
        yield street, *shoppers


@pytest.fixture
async def bare(browser: Browser, tmp_path: Path) -> AsyncIterator[Office]:
    """A server that nobody owns yet."""
    async with AsyncExitStack() as stack:
        server = Server(tmp_path / "data", free_ports()[0])
        stack.push_async_callback(server.stop)
        await server.start()
        yield Office(server, browser, stack)


@pytest.fixture
async def office(bare: Office) -> Office:
    await bare.found()
    return bare


@pytest.fixture(scope="module")
async def shop(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Shop]:
    """For pictures, with its website."""
    async with AsyncExitStack() as stack:
        port, site = free_ports()
        server = Server(tmp_path_factory.mktemp("shop") / "data", port)
        stack.push_async_callback(server.stop)
        await server.start()
        office = Office(server, browser, stack)
        await office.found()
        shop = Shop(office, f"http://127.0.0.1:{site}")
        await stack.enter_async_context(website(site, await shop.fill()))
        yield shop


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where pictures go."""
    folder = Path(os.environ.get("ZURUF_PICTURES") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    return folder
