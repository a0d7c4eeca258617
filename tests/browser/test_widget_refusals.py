"""What the visitor chose and the server did not take, because somebody was quicker: said, and what is true is shown (G3)."""

import asyncio
import json

import pytest
from playwright.async_api import Browser, Page, WebSocketRoute, expect

from tests.browser.hosts import conversation_with, guest, reply
from tests.browser.street import Street
from tests.browser.test_widget_groups import ask_for_a_group, group_named
from tests.browser.windows import Shopper

Streets = tuple[Street, Shopper, Shopper]


class Slow:
    """A way to the server on which choices of a group wait until they are let go."""

    def __init__(self) -> None:
        self._waiting = asyncio.Queue[tuple[WebSocketRoute, str | bytes]]()
        self.holds = False

    async def on(self, page: Page) -> None:
        await page.route_web_socket("**/widget/socket", self._route)

    def _route(self, here: WebSocketRoute) -> None:
        server = here.connect_to_server()

        def said(message: str | bytes) -> None:
            frame = json.loads(message)
            if self.holds and frame["f"] == "op" and frame["op"]["type"] == "group.choose":
                self._waiting.put_nowait((server, message))
            else:
                server.send(message)

        here.on_message(said)

    async def let_go(self) -> None:
        """What waits, now or in a moment, arrives."""
        server, message = await self._waiting.get()
        server.send(message)


@pytest.mark.line("G3u", "G3v")
async def test_a_change_of_group_that_came_too_late_is_said_and_what_is_true_is_shown(
    street: Streets, browser: Browser
) -> None:
    town, _, _ = street
    owner, nora = town.owner, town.consoles["Nora"].who
    await nora.online()
    await ask_for_a_group(owner)
    slow = Slow()
    async with guest(browser) as john:
        await slow.on(john.page)
        await john.visit(f"{town.shop}/cart")
        await john.see_button()
        await john.open_chat()
        frame = john.frame
        sales, french = frame.locator(".choice", has_text="Sales"), frame.locator(".choice", has_text="Support-Team FR")
        await sales.click()
        await expect(frame.get_by_text("Goes to Sales")).to_be_visible()
        await john.write("Is the lamp in stock?")
        await expect(john.frame.locator(".mark")).to_contain_text("Sent ")
        conversation = await conversation_with(nora, "Is the lamp in stock?")

        slow.holds = True
        await frame.get_by_role("button", name="Change").click()
        await french.click()
        await expect(frame.get_by_text("Goes to Support-Team FR")).to_be_visible()
        group = await group_named(owner, "Support-Team FR")
        kept = {name: group[name] for name in ("names", "colour", "is_enabled", "members")}
        private = f"/api/groups/{group['id']}"
        await owner.ask("PUT", private, **kept, version=group["version"], is_private=True)
        await expect(frame.get_by_text("Support-Team FR")).to_have_count(0)
        await slow.let_go()
        said = frame.get_by_role("alert")
        await expect(said).to_have_text("This choice is no longer possible. Choose another one.")
        await expect(frame.get_by_text("Goes to Sales")).to_be_visible()

        await owner.ask("PUT", private, **kept, version=group["version"] + 1, is_private=False)
        await frame.get_by_role("button", name="Change").click()
        await french.click()
        await expect(said).to_have_count(0)
        await reply(nora, conversation, "Yes")
        await expect(frame.get_by_role("button", name="Change")).to_have_count(0)
        await slow.let_go()
        await expect(said).to_have_text("This choice is no longer possible. All stays as it was.")
        await john.write("Thank you")
        await expect(frame.locator("li.mine").last).to_contain_text("Sent ")
        await expect(said).to_have_count(0)
        thread = await nora.get(f"/api/conversations/{conversation}")
        assert thread["conversation"]["group"]["group_id"] == (await group_named(owner, "Sales"))["id"]
        assert john.complaints == []
