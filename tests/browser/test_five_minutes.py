"""A visitor's five minutes on a phone in a train, in German: the line is cut twice, nothing is lost (O2, O6, W5)."""

import re

import pytest
from playwright.async_api import Browser, Locator, ViewportSize, expect

from tests.browser.hosts import Guest, HostPage, guest, hosted, set_website, website_of
from tests.browser.line import Line
from tests.browser.shop import picture
from tests.browser.street import Street
from tests.browser.windows import Shopper
from tests.journeys.people import Agent

SCREEN: ViewportSize = {"width": 390, "height": 760}
PHONE = {"viewport": SCREEN, "has_touch": True, "is_mobile": True, "device_scale_factor": 2, "locale": "de-DE"}
TUNNEL = "Keine Verbindung. Was Sie schreiben, wird gesendet, sobald sie wieder da ist."
SENT = re.compile("Gesendet |Gesehen ")


async def writes(camille: Guest, text: str) -> Locator:
    """Types and sends; the bubble."""
    await camille.frame.locator("textarea").fill(text)
    await camille.frame.get_by_role("button", name="Senden", exact=True).tap()
    bubble = camille.frame.locator("li").filter(has_text=text)
    await expect(bubble).to_have_count(1)
    return bubble


async def said(marie: Agent) -> list[str]:
    """Every message of the only conversation, as the server has them."""
    [item] = (await marie.get("/api/conversations?view=all"))["items"]
    found = (await marie.get(f"/api/conversations/{item['id']}/messages"))["messages"]
    return [message["text"] for message in found]


async def has_all(camille: Guest) -> None:
    """Nothing is on its way any more: then only does the last message say how far it has come."""
    await expect(camille.frame.locator("li.mine").last.locator(".mark")).to_contain_text(SENT)


async def answers(marie: Agent, text: str) -> None:
    [item] = (await marie.get("/api/conversations?view=all"))["items"]
    await marie.ask("POST", f"/api/conversations/{item['id']}/messages", 201, text=text, kind="reply")


@pytest.mark.line("S8i", "O6h", "W5zp", "W5zo")
async def test_a_visitors_five_minutes_survive_two_cuts_of_the_line(
    street: tuple[Street, Shopper, Shopper], browser: Browser
) -> None:
    town, _, _ = street
    marie = town.consoles["Marie"].who
    await marie.online()
    pages = {"/": HostPage('<main style="height:2000px">Lampen</main>{snippet}', language="de")}
    async with hosted((await website_of(town))["snippet"], pages) as origin, guest(browser, **PHONE) as camille:
        await set_website(town, origins=[origin], greetings={"en": "Hello!", "de": "Willkommen bei Lumen!"})
        line = Line(camille.context)
        await line.lay()
        await camille.visit(origin)
        await camille.open_chat()
        frame = camille.frame
        await expect(frame.get_by_text("Willkommen bei Lumen!")).to_be_visible()
        first = await writes(camille, "Ist die Lampe da?")
        await expect(first.locator(".mark")).to_contain_text(SENT)
        await answers(marie, "Ja, zwei Stück.")
        await expect(frame.get_by_text("Ja, zwei Stück.", exact=True)).to_be_visible()

        await line.cut()
        await expect(frame.get_by_text(TUNNEL)).to_be_visible()
        await writes(camille, "Dann komme ich heute.")
        await writes(camille, "Bis wann ist offen?")
        await expect(frame.get_by_text("Offline · wird gesendet").last).to_be_visible()
        assert await said(marie) == ["Ist die Lampe da?", "Ja, zwei Stück."]
        await line.mend()
        in_order = ["Ist die Lampe da?", "Ja, zwei Stück.", "Dann komme ich heute.", "Bis wann ist offen?"]
        await has_all(camille)
        assert await said(marie) == in_order
        await expect(frame.get_by_text(TUNNEL)).to_have_count(0)
        await expect(frame.get_by_text("Offline · wird gesendet")).to_have_count(0)

        await frame.locator("textarea").fill("Und haben Sie auch")
        await line.cut(hangs=True)
        await expect(frame.get_by_text(TUNNEL)).to_be_visible()
        await answers(marie, "Bis 19 Uhr.")
        await line.mend()
        await expect(frame.get_by_text("Bis 19 Uhr.", exact=True)).to_be_visible()
        await expect(frame.locator("textarea")).to_have_value("Und haben Sie auch")
        await camille.page.reload()
        await camille.open_chat()
        frame = camille.frame
        await expect(frame.locator("textarea")).to_have_value("Und haben Sie auch")
        for text in (*in_order, "Bis 19 Uhr."):
            await expect(frame.get_by_text(text, exact=True)).to_have_count(1)

        await frame.locator("textarea").fill("")
        photo = {"name": "lampe.png", "mimeType": "image/png", "buffer": picture()}
        await frame.locator("input[type=file]").set_input_files(photo)  # pyright: ignore[reportArgumentType]
        await writes(camille, "Diese hier")
        await expect(frame.get_by_role("button", name="lampe.png anzeigen").locator("img")).to_be_visible()
        await has_all(camille)
        assert (await said(marie))[-1] == "Diese hier"

        await line.cut(hangs=True, has_pages=True)
        await writes(camille, "Ich nehme sie.")
        await camille.page.reload()
        await camille.open_chat()
        waiting = camille.frame.locator("li.mine").filter(has_text="Ich nehme sie.")
        await expect(waiting).to_contain_text("Offline · wird gesendet")
        assert "Ich nehme sie." not in await said(marie)
        await line.mend()
        await has_all(camille)
        assert (await said(marie)).count("Ich nehme sie.") == 1
    assert camille.complaints == []
