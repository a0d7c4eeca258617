"""A visitor nobody may remember yet: the chat works, and the browser stores nothing (W1b)."""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from tests.browser.hosts import HostPage, conversation_with, guest, hosted, reply, set_website, website_of
from tests.browser.street import Street
from tests.browser.windows import Shopper

Streets = tuple[Street, Shopper, Shopper]
STORED = "async () => [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await indexedDB.databases()).map((d) => d.name)]"


async def stored(page: Page) -> list[str]:
    """Names of everything the page and the chat in it keep in this browser, cookies too."""
    kept: list[list[str]] = [await one.evaluate(STORED) for one in page.frames]
    return [name for names in kept for name in names] + [str(one.get("name")) for one in await page.context.cookies()]


@pytest.mark.line("W1bh")
@pytest.mark.parametrize("by", ["a message", "consent"])
async def test_before_consent_the_browser_stores_nothing_and_the_chat_works(
    street: Streets, browser: Browser, by: str
) -> None:
    town, _, _ = street
    marie = town.consoles["Marie"].who
    await marie.online()
    widget = {"remembers": "after_consent", "live_form": None, "offline_form": None}
    pages = {"/": HostPage("<p>Lamps</p>{snippet}"), "/cart": HostPage("<p>Cart</p>{snippet}")}
    async with hosted((await website_of(town))["snippet"], pages) as origin, guest(browser) as camille:
        await set_website(town, origins=[origin], widget=widget)
        await camille.visit(origin)
        await camille.see_button()
        await camille.open_chat()
        await camille.frame.get_by_role("textbox").fill("Bonj")
        await expect(camille.frame.get_by_text("We are online")).to_be_visible()
        await camille.page.goto(f"{origin}/cart")
        await camille.see_button()
        await camille.open_chat()
        assert await stored(camille.page) == []

        if by == "consent":
            await camille.page.evaluate("Zuruf('consent')")
            await camille.page.wait_for_function("localStorage.length === 1")
            await camille.page.reload()
            await camille.see_button()
            await camille.open_chat()
        text = f"Bonjour by {by}"
        await camille.write(text)
        await expect(camille.frame.locator(".mark")).to_contain_text("Sent ")
        names = " ".join(await stored(camille.page))
        assert re.search("zuruf:token:", names)
        assert "zuruf:" in " ".join(await camille.page.evaluate("Object.keys(localStorage)"))
        await camille.page.goto(origin)
        await reply(marie, await conversation_with(marie, text), "Bonjour Camille")
        await camille.open_chat()
        await expect(camille.frame.locator("ol").get_by_text("Bonjour Camille", exact=True)).to_be_visible()
        await expect(camille.frame.locator("ol").get_by_text(text, exact=True)).to_be_visible()
