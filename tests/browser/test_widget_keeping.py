"""A visitor nobody may remember yet: nothing they give is lost, and in two tabs they are one (W1b)."""

from collections.abc import AsyncGenerator

import pytest
from playwright.async_api import Browser, expect

from tests.browser.hosts import (
    WATCHING,
    Guest,
    HostPage,
    conversation_with,
    guest,
    hosted,
    reply,
    set_website,
    website_of,
)
from tests.browser.line import Line
from tests.browser.shop import FORM
from tests.browser.street import Street
from tests.browser.windows import Shopper

Streets = tuple[Street, Shopper, Shopper]


@pytest.fixture
async def lamps(street: Streets) -> AsyncGenerator[str]:
    """A shop whose visitors are remembered after consent."""
    town, _, _ = street
    await town.consoles["Marie"].who.online()
    pages = {"/": HostPage("<p>Lamps</p>{snippet}"), "/cart": HostPage("<p>Cart</p>{snippet}")}
    async with hosted((await website_of(town))["snippet"], pages) as origin:
        await set_website(
            town, origins=[origin], widget={"remembers": "after_consent", "live_form": None, "offline_form": None}
        )
        yield origin


@pytest.mark.line("W1bl")
async def test_what_is_written_before_the_server_has_answered_is_there_on_the_next_page(
    street: Streets, browser: Browser, lamps: str
) -> None:
    town, _, _ = street
    marie = town.consoles["Marie"].who
    async with guest(browser) as camille:
        await camille.context.route("**/widget/start", lambda route: route.abort())
        await camille.visit(lamps)
        await camille.see_button()
        await camille.open_chat()
        await camille.write("Written early")
        await camille.frame.wait_for_function("indexedDB.databases().then((all) => all.length)")
        await camille.context.unroute("**/widget/start")
        await camille.visit(f"{lamps}/cart")
        await camille.see_button()
        await camille.open_chat()
        await expect(camille.frame.locator("li.mine")).to_contain_text("Written early")
        await expect(camille.frame.locator("li.mine .mark")).to_contain_text("Sent ")
        thread = await marie.get(f"/api/conversations/{await conversation_with(marie, 'Written early')}")
        assert [message["page"] for message in thread["messages"]] == [f"{lamps}/"]


@pytest.mark.line("W1bm")
async def test_two_tabs_that_were_open_before_are_one_visitor_once_both_have_written(
    street: Streets, browser: Browser, lamps: str
) -> None:
    town, _, _ = street
    marie = town.consoles["Marie"].who
    async with guest(browser) as camille:
        twin = Guest()
        twin.context = camille.context
        twin.page = await camille.context.new_page()
        await twin.page.add_init_script(WATCHING)
        for tab in (camille, twin):
            await tab.visit(lamps)
            await tab.see_button()
            await tab.open_chat()
            await expect(tab.frame.get_by_text("We are online")).to_be_visible()
        await camille.write("From the first tab")
        await expect(camille.frame.locator("li.mine .mark")).to_contain_text("Sent ")
        conversation = await conversation_with(marie, "From the first tab")
        await twin.write("From the second tab")
        await expect(twin.frame.locator("li.mine .mark")).to_contain_text("Sent ")
        assert await conversation_with(marie, "From the second tab") == conversation
        await reply(marie, conversation, "To both")
        for tab in (camille, twin):
            for text in ("From the first tab", "From the second tab", "To both"):
                await expect(tab.frame.locator("ol").get_by_text(text, exact=True)).to_be_visible()
        # And the pages of both are the pages of one.
        await camille.visit(f"{lamps}/cart")
        await camille.see_button()
        visitor = (await marie.get(f"/api/conversations/{conversation}"))["conversation"]["visitor"]["id"]
        pages = (await marie.get(f"/api/visitors/{visitor}/pages"))["items"]
        assert f"{lamps}/cart" in [page["url"] for page in pages]


@pytest.mark.line("W1bn")
async def test_a_form_given_while_the_network_is_gone_is_given_on_the_next_page_with_the_message(
    street: Streets, browser: Browser, lamps: str
) -> None:
    town, _, _ = street
    marie = town.consoles["Marie"].who
    await set_website(town, widget={"remembers": "after_consent", "live_form": FORM, "offline_form": FORM})
    async with guest(browser) as camille:
        await camille.visit(lamps)
        await camille.see_button()
        await camille.open_chat()
        await expect(camille.frame.locator("form.contact")).to_be_visible()
        await town.server.kill()
        await camille.frame.get_by_label("Name").fill("Camille")
        await camille.frame.get_by_label("E-mail").fill("camille@home.example")
        await camille.frame.get_by_role("checkbox").check()
        await camille.write("With a form")
        await camille.frame.wait_for_function("indexedDB.databases().then((all) => all.length)")
        await town.server.start()
        await camille.visit(f"{lamps}/cart")
        await camille.see_button()
        await camille.open_chat()
        await expect(camille.frame.locator("li.mine .mark")).to_contain_text("Sent ")
        await marie.open_console()
        thread = await marie.get(f"/api/conversations/{await conversation_with(marie, 'With a form')}")
        visitor = thread["conversation"]["visitor"]
        assert (visitor["name"], visitor["email"]) == ("Camille", "camille@home.example")


@pytest.mark.line("W3i")
async def test_a_message_refused_with_its_form_goes_with_the_form_that_is_mended(
    street: Streets, browser: Browser, lamps: str
) -> None:
    town, _, _ = street
    marie = town.consoles["Marie"].who
    widget = {"remembers": "at_once", "live_form": FORM, "offline_form": FORM}
    await set_website(town, widget=widget)
    async with guest(browser) as camille:
        line = Line(camille.context)
        await line.lay()
        await camille.visit(lamps)
        await camille.see_button()
        await camille.open_chat()
        await expect(camille.frame.locator("form.contact")).to_be_visible()
        await line.cut()
        await camille.frame.get_by_label("E-mail").fill("camille@home.example")
        await camille.frame.get_by_role("checkbox").check()
        await camille.write("With a form")
        changed = {**FORM, "consents": {"en": "You may keep my address for a year."}}
        await set_website(town, widget={**widget, "live_form": changed, "offline_form": changed})
        await line.mend()
        await expect(camille.frame.locator("li.mine")).to_contain_text("Please fill in the form first")
        await camille.frame.get_by_role("checkbox").check()
        await camille.frame.get_by_role("button", name="Continue").click()
        await expect(camille.frame.locator("li.mine .mark")).to_contain_text("Sent ")
        thread = await marie.get(f"/api/conversations/{await conversation_with(marie, 'With a form')}")
        assert [message["text"] for message in thread["messages"]] == ["With a form"]
        assert thread["conversation"]["visitor"]["email"] == "camille@home.example"


@pytest.mark.line("W5zt")
async def test_who_is_not_kept_by_their_browser_is_told_so_once_they_have_written(
    street: Streets, browser: Browser, lamps: str
) -> None:
    town, _, _ = street
    await set_website(town, widget={"remembers": "at_once", "live_form": None, "offline_form": None})
    async with guest(browser) as camille:
        await camille.page.add_init_script(
            "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') }"
        )
        await camille.visit(lamps)
        await camille.see_button()
        await camille.open_chat()
        await expect(camille.frame.get_by_text("We are online")).to_be_visible()
        told = camille.frame.get_by_text("once you leave this page, this conversation cannot be opened again")
        await expect(told).to_have_count(0)
        await camille.write("Any lamps left?")
        await expect(told).to_be_visible()
