"""The choice of emoji in the chat, by keys alone, in the visitor's language (W5)."""

import pytest
from playwright.async_api import Browser, expect

from tests.browser.hosts import guest
from tests.browser.street import Street
from tests.browser.windows import Shopper

Streets = tuple[Street, Shopper, Shopper]
FOCUSED = "document.activeElement.getAttribute('aria-label')"


@pytest.mark.line("W5yi", "W5yj")
async def test_an_emoji_is_found_by_keys_and_goes_in_at_the_caret(street: Streets, browser: Browser, axe: str) -> None:
    town, _, _ = street
    async with guest(browser, locale="de-DE") as john:
        await john.visit(f"{town.shop}/de/")
        await john.see_button()
        await john.open_chat()
        field, keys = john.frame.locator("textarea"), john.page.keyboard
        await field.fill("Danke sehr")
        await field.evaluate("(field) => field.setSelectionRange(5, 5)")
        opener = john.frame.get_by_role("button", name="Emoji auswählen")
        await opener.focus()
        await keys.press("Enter")
        choice = john.frame.get_by_role("group", name="Emojis", exact=True)
        search = choice.get_by_role("searchbox", name="Emoji suchen")
        await expect(search).to_be_focused()
        await keys.type("ora herz")
        await expect(choice.get_by_role("status")).to_have_text("1 gefunden")
        await keys.press("Enter")
        await expect(field).to_have_value("Danke🧡 sehr")
        await expect(field).to_be_focused()
        await expect(choice).to_have_count(0)
        await keys.type("!")
        await expect(field).to_have_value("Danke🧡! sehr")

        await opener.click()
        await expect(search).to_be_focused()
        await john.frame.evaluate(axe)
        assert await john.frame.evaluate("axe.run().then(({ violations }) => violations.map(({ id }) => id))") == []
        await keys.press("ArrowDown")
        await keys.press("ArrowRight")
        assert await john.frame.evaluate(FOCUSED) == "breites Lächeln"
        await keys.press("End")
        assert await john.frame.evaluate(FOCUSED) == "Stecknadel"
        await keys.press("Escape")
        await expect(field).to_be_focused()
        await expect(john.frame.get_by_role("dialog", name="Chat")).to_be_visible()
        await keys.press("Enter")
        await expect(john.frame.locator("li.mine .bubble")).to_have_text("Danke🧡! sehr")
        assert john.origins == {town.shop, town.server.base, town.server.base.replace("http", "ws")}
        assert john.complaints == []
