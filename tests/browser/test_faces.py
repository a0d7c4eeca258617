"""The same agent is the same face to the visitor and to every colleague."""

import re

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.browser.hosts import conversation_with, guest, reply
from tests.browser.street import Street
from tests.browser.windows import Shopper

Streets = tuple[Street, Shopper, Shopper]


async def colour_of(face: Locator) -> str:
    await expect(face.first).to_be_visible()
    return await face.first.evaluate("(face) => getComputedStyle(face).backgroundColor")


@pytest.mark.line("W5w")
async def test_an_agent_has_the_same_colour_in_the_widget_and_in_the_console(street: Streets, browser: Browser) -> None:
    town, _, _ = street
    nora, marie = (town.consoles[name] for name in ("Nora", "Marie"))
    await nora.sign_in("Online")
    own = await colour_of(nora.page.locator("span.rounded-full", has_text=re.compile("^N$")))
    async with guest(browser) as john:
        await john.visit(f"{town.shop}/cart")
        await john.see_button()
        await john.open_chat()
        await expect(john.frame.locator(".face")).to_have_text(["N"])
        assert await colour_of(john.frame.locator(".face")) == own
        await john.write("Is the lamp in stock?")
        await expect(john.frame.locator(".mark")).to_contain_text("Sent ")
        conversation = await conversation_with(nora.who, "Is the lamp in stock?")
        await reply(nora.who, conversation, "Yes")
        await expect(john.frame.get_by_role("heading", name="Nora")).to_be_visible()
        assert await colour_of(john.frame.locator(".face")) == own
        await marie.sign_in("Invisible")
        await marie.page.goto(f"{marie.who.base}/console/c/{conversation}")
        talk = marie.page.get_by_role("region", name="Conversation")
        assert await colour_of(talk.locator("span.rounded-full", has_text=re.compile("^N$"))) == own
