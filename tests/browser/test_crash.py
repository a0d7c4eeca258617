"""The browser itself dies: what an agent has typed or sent is there when it is started again, and was sent once (O6)."""

import json
import os
import re
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, BrowserContext, Page, WebSocketRoute, async_playwright, expect

from tests.browser.inbox import ORIGIN, knock
from tests.browser.office import Office
from tests.journeys.people import Agent
from tests.support import chromium

# What is written into the browser's database does not arrive there before the tab goes.
SLOW_DISK = """
IDBObjectStore.prototype.put = function () { return this.get(["", ""]); };
Object.defineProperty(IDBTransaction.prototype, "oncomplete", { set() {} });
"""


@asynccontextmanager
async def browser_of(who: Agent, profile: Path) -> AsyncGenerator[BrowserContext]:
    """A browser with a profile on the disk, in which `who` is signed in."""
    found = chromium.find()
    async with async_playwright() as playwright:
        context = await playwright.chromium.launch_persistent_context(
            str(profile),
            executable_path=found.program,
            args=list(found.arguments),
            env={**os.environ, **found.environment},
            chromium_sandbox=False,
        )
        host = urlsplit(who.base).hostname or ""
        cookies = [{"name": n, "value": v, "domain": host, "path": "/"} for n, v in who.http.cookies.items()]
        await context.add_cookies(cookies)  # pyright: ignore[reportArgumentType]
        yield context


def kill(profile: Path) -> None:
    """Ends the browser of this profile as a power cut would: nothing of it may tidy up."""
    own = f"--user-data-dir={profile}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            is_its = own in (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if is_its:
            os.kill(int(folder.name), signal.SIGKILL)


def answers_nothing(route: WebSocketRoute) -> None:
    """The server gets every word; of its answers to what was said, none arrives."""
    server = route.connect_to_server()

    def heard(message: str | bytes) -> None:
        frame = json.loads(message)
        if frame["f"] not in ("ack", "ev", "batch", "hb"):
            route.send(message)

    server.on_message(heard)


async def opened(page: Page, who: Agent, conversation: str) -> None:
    await page.goto(f"{who.base}/console/c/{conversation}")
    await expect(page.get_by_role("textbox", name="Your reply to the visitor")).to_be_visible(timeout=30_000)


@pytest.mark.line("O6f", "O6g")
async def test_a_browser_killed_between_sent_and_acknowledged_has_sent_once(office: Office, tmp_path: Path) -> None:
    frieda, site = office.owner, await office.website("Shop", ORIGIN)
    visitor, conversation = await knock(office, site["key"], "Bonjour")
    _, second = await knock(office, site["key"], "Salut")
    profile = tmp_path / "profile"
    async with browser_of(frieda, profile) as context:
        page = context.pages[0]
        await page.route_web_socket("**/socket", answers_nothing)
        await opened(page, frieda, second["id"])
        await page.get_by_role("textbox", name="Your reply to the visitor").fill("half a sentence")
        await opened(page, frieda, conversation["id"])
        await page.get_by_role("textbox", name="Your reply to the visitor").fill("Bonjour Marie")
        await page.keyboard.press("Enter")
        # The server has it, and this browser does not know.
        await visitor.socket.until(lambda frame: "Bonjour Marie" in json.dumps(frame), "the answer")
        await expect(page.get_by_role("article").filter(has_text="Bonjour Marie")).to_contain_text("sending")
        kill(profile)
    async with browser_of(frieda, profile) as context:
        page = context.pages[0]
        await opened(page, frieda, conversation["id"])
        await expect(page.get_by_role("article").filter(has_text="Bonjour Marie")).to_contain_text(
            re.compile(r"\bsent\b")
        )
        await expect(page.get_by_role("textbox", name="Your reply to the visitor")).to_have_value("")
        found = await frieda.get(f"/api/conversations/{conversation['id']}")
        assert [one["text"] for one in found["messages"]] == ["Bonjour", "Bonjour Marie"]
        await expect(page.get_by_role("article").filter(has_text="Bonjour Marie")).to_have_count(1)
        await opened(page, frieda, second["id"])
        await expect(page.get_by_role("textbox", name="Your reply to the visitor")).to_have_value("half a sentence")
        assert (await frieda.get(f"/api/conversations/{second['id']}"))["messages"][-1]["text"] == "Salut"


@pytest.mark.line("O6p")
async def test_what_was_not_yet_written_down_when_the_tab_was_closed_is_sent_from_the_next_one(
    office: Office, browser: Browser
) -> None:
    frieda, site = office.owner, await office.website("Shop", ORIGIN)
    _, conversation = await knock(office, site["key"], "Bonjour")
    context = await browser.new_context()
    host = urlsplit(frieda.base).hostname or ""
    cookies = [{"name": n, "value": v, "domain": host, "path": "/"} for n, v in frieda.http.cookies.items()]
    await context.add_cookies(cookies)  # pyright: ignore[reportArgumentType]
    page = await context.new_page()
    await page.add_init_script(SLOW_DISK)
    await opened(page, frieda, conversation["id"])
    await page.get_by_role("textbox", name="Your reply to the visitor").fill("Bonjour Marie")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("article").filter(has_text="Bonjour Marie")).to_contain_text("sending")
    await page.close()
    again = await context.new_page()
    await opened(again, frieda, conversation["id"])
    await expect(again.get_by_role("article").filter(has_text="Bonjour Marie")).to_contain_text(re.compile(r"\bsent\b"))
    found = await frieda.get(f"/api/conversations/{conversation['id']}")
    assert [one["text"] for one in found["messages"]] == ["Bonjour", "Bonjour Marie"]
    await context.close()
