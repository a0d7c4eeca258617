"""The chat is heard when an answer comes that nobody sees, and can be told to be quiet (W5)."""

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.browser.hosts import Guest, conversation_with, guest, reply
from tests.browser.street import Street
from tests.browser.windows import Shopper

Streets = tuple[Street, Shopper, Shopper]
# Tones that begin, in whatever window.
COUNTING = """
globalThis.tones = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...at) { globalThis.tones += 1; return start.apply(this, at); };
"""


def switch(john: Guest) -> Locator:
    return john.frame.get_by_role("button", name="Sound when an answer comes")


async def told(john: Guest, count: str) -> int:
    """How many tones the chat has made when its badge says so."""
    await john.see_badge(count)
    return await john.frame.evaluate("navigator.locks.request('none', () => tones)")


# A page that is too busy to say that it has minimized the chat.
BUSY = """
if (parent !== window)
  addEventListener("message", (event) => JSON.stringify(event.data).includes("minimized") && event.stopImmediatePropagation());
"""


@pytest.mark.line("W5yg", "W5yh", "W5yz")
async def test_an_unseen_answer_is_heard_until_the_visitor_wants_quiet(street: Streets, browser: Browser) -> None:
    town, _, _ = street
    marie = town.consoles["Marie"].who
    await marie.online()
    async with guest(browser) as john:
        await john.page.add_init_script(COUNTING + BUSY)
        await john.visit(f"{town.shop}/cart")
        await john.see_button()
        await john.open_chat()
        await john.write("Is it in stock?")
        await expect(john.frame.locator(".mark")).to_contain_text("Sent ")
        conversation = await conversation_with(marie, "Is it in stock?")
        await reply(marie, conversation, "Let me look")
        await expect(john.frame.get_by_text("Let me look", exact=True)).to_be_visible()
        assert await told(john, "") == 0, "it is seen"
        await john.frame.get_by_role("button", name="Minimize chat").click()
        await reply(marie, conversation, "Yes, three of them")
        # A frame that is not shown draws nothing: what waits for its drawing would wait for ever.
        await john.frame.wait_for_function("() => tones === 2", polling=100)
        await john.see_badge("1")

        await john.press_button()
        await expect(switch(john)).to_have_attribute("aria-pressed", "true")
        await switch(john).click()
        await john.visit(f"{town.shop}/")
        await john.see_button()
        await john.press_button()
        await expect(switch(john)).to_have_attribute("aria-pressed", "false")
        await john.frame.get_by_role("button", name="Minimize chat").click()
        await reply(marie, conversation, "Shall I keep one?")
        assert await told(john, "1") == 0
        assert john.complaints == []
