"""What a visitor types and has not sent, on both screens: shown where the website says so, and told to the visitor (I4)."""

import re

import pytest
from playwright.async_api import Locator, WebSocket, expect

from tests.browser.album import RULES
from tests.browser.hosts import set_website, website_of
from tests.browser.street import Street
from tests.browser.talking import Talk, in_talk
from tests.browser.windows import Shopper

NOTE = "Our team can see what you type before you send it."
VERSE = "**Two** lamps, www.example.org"
# Read in one go: what is typed stays on the screens for 6 s.
SEEN = """(draft) => [draft.innerText, draft.querySelectorAll('strong, b, a').length,
  draft.closest('[aria-live], [role=log], [role=status], [role=alert]') === null]"""


def draft(talk: Talk) -> Locator:
    """What stands above "… is typing"."""
    return talk.page.get_by_role("group", name="Being typed, not sent yet")


def sent_by(shopper: Shopper) -> list[str]:
    """Every frame this page sends from now on, and its frames."""
    sent: list[str] = []

    def listen(socket: WebSocket) -> None:
        socket.on("framesent", lambda payload: sent.append(str(payload)))

    shopper.page.on("websocket", listen)
    return sent


@pytest.mark.line("I4tb", "I4td", "I4tg", "I4th", "I4ti", "I4tj")
async def test_what_a_visitor_types_is_read_along_where_the_website_shows_it_and_the_visitor_is_told(
    street: tuple[Street, Shopper, Shopper], axe: str
) -> None:
    town, john, _ = street
    sent = sent_by(john)
    marie, nora = await in_talk(town, john, "Is the lamp in stock?", nora_from="All")
    field, note = john.frame.locator("textarea"), john.frame.get_by_text(NOTE)
    await field.fill("XYZZY")
    await expect(marie.page.get_by_text("Visitor is typing")).to_be_visible()
    await expect(note).to_have_count(0)
    await expect(draft(marie)).to_have_count(0)
    await field.fill("")
    await expect(marie.page.get_by_text("Visitor is typing")).to_have_count(0)

    await set_website(town, widget=(await website_of(town))["widget"] | {"shows_typed": True})
    await expect(note).to_be_visible()
    await expect(field).to_have_accessible_description(NOTE)
    assert '"typing"' in "".join(sent)
    assert "XYZZY" not in "".join(sent), "while it was off, nothing left the browser"
    # What stands there when typing pauses is told too, not only how it began.
    await field.press_sequentially(VERSE, delay=20)
    await expect(draft(marie)).to_contain_text(VERSE)
    await field.press_sequentially("!")
    await expect(draft(nora)).to_contain_text(f"{VERSE}!")
    assert await draft(nora).evaluate(SEEN) == [f"{VERSE}!\n\nBeing typed, not sent yet", 0, True]
    # So low that the thread has to scroll: who was at its end stays there.
    await marie.page.set_viewport_size({"width": 1280, "height": 480})
    await field.fill("A long story\n" * 200 + "the end")
    await expect(draft(marie)).to_contain_text("the end")
    height, end = await draft(marie).evaluate("(draft) => [draft.offsetHeight, draft.querySelector('p').scrollHeight]")
    assert height < 120 < end
    await expect(marie.message("Is the lamp in stock?").get_by_text(re.compile(r"\d\d:\d\d"))).to_be_in_viewport()
    await marie.page.evaluate(axe)
    found = await marie.page.evaluate("options => axe.run(document, options)", RULES)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []

    await field.fill("")
    await expect(draft(marie)).to_have_count(0)
    await field.press_sequentially("Two lamps")
    await expect(draft(marie)).to_contain_text("Two lamps")
    await field.press("Enter")
    await expect(marie.message("Two lamps")).to_be_visible()
    await expect(draft(marie)).to_have_count(0)
    assert john.complaints == []
