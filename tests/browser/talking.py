"""What an agent and a visitor do with one conversation on their screens, and every byte a visitor's browser received."""

import asyncio
import contextlib
import re

from playwright.async_api import Locator, Page, Response, WebSocket, expect

from tests.browser.street import Street
from tests.browser.windows import Console, Shopper


class Talk:
    """A conversation open on an agent's screen."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.page = console.page

    @property
    def writing(self) -> Locator:
        return self.page.get_by_role("textbox", name="Your reply to the visitor")

    @property
    def commenting(self) -> Locator:
        return self.page.get_by_role("textbox", name="Your comment, for colleagues only")

    @property
    def banner(self) -> Locator:
        return self.page.get_by_role("status").filter(has=self.page.get_by_role("button"))

    @property
    def details(self) -> Locator:
        return self.page.get_by_role("complementary", name="Details").last

    async def open(self, where: str, text: str) -> None:
        """From Mine, Unassigned or All."""
        await self.console.go(where)
        await self.console.row(text).click()
        await expect(self.page.get_by_role("region", name="Conversation")).to_be_visible()

    async def reply(self, text: str) -> None:
        await self.page.get_by_role("tab", name="Reply").click()
        await self.writing.fill(text)
        await self.writing.press("Enter")

    async def comment(self, text: str) -> None:
        await self.page.get_by_role("tab", name="Comment").click()
        await self.commenting.fill(text)
        await self.commenting.press("Enter")

    def message(self, text: str) -> Locator:
        """The message with its foot; of several the last."""
        return self.page.get_by_role("article").filter(has_text=text).last

    def line(self, text: str) -> Locator:
        """A quiet line of what happened."""
        return self.page.get_by_role("region", name="Messages").get_by_text(text)

    async def choose(self, menu: str, item: str) -> None:
        """From a menu whose button may show only under the pointer."""
        await self.page.get_by_role("button", name=menu).last.click()
        await self.page.get_by_role("menuitem", name=re.compile(rf"^{item}")).click()

    async def choose_agent(self, name: str) -> None:
        await self.console.choose("Assign to an agent", name)

    async def change(self, text: str, item: str) -> None:
        """Edit or Delete of one's own message."""
        await self.message(text).hover()
        await self.message(text).get_by_role("button", name="Edit or delete").click()
        await self.page.get_by_role("menuitem", name=re.compile(rf"^{item}")).click()
        if item == "Delete":
            await self.sure()

    async def sure(self) -> None:
        """What cannot be taken back asks in its place."""
        await self.page.get_by_role("menuitem", name="Really delete?", exact=True).click()

    async def ask(self, name: str, why: str) -> None:
        await self.choose("More actions", "Ask a colleague to join")
        await self.page.get_by_role("option", name=name).click()
        await self.page.get_by_role("textbox", name="What is it about?").fill(why)
        await self.page.keyboard.press("Enter")
        await expect(self.page.get_by_role("dialog")).to_have_count(0)

    def fact(self, label: str) -> Locator:
        """A fact as it is shown: a button that turns into a field."""
        return self.details.get_by_role("button", name=f"{label}: ")

    async def begin(self, label: str, text: str) -> Locator:
        """Types into a fact without saving; the field."""
        await self.fact(label).click()
        field = self.details.get_by_role("textbox", name=label, exact=True)
        await field.fill(text)
        return field

    async def write_down(self, label: str, text: str) -> Locator:
        field = await self.begin(label, text)
        await field.press("Enter")
        return field

    async def note(self, text: str) -> None:
        await self.details.get_by_role("textbox", name="New note").fill(text)
        await self.details.get_by_role("button", name="Save the note").click()

    @property
    def note_tools(self) -> Locator:
        """Where a note can be changed or deleted; only for those who may."""
        return self.details.get_by_role("button", name="Change or delete the note")

    async def choose_for_note(self, item: str) -> None:
        await self.note_tools.click()
        await self.page.get_by_role("menuitem", name=item, exact=True).click()
        if item == "Delete":
            await self.sure()

    async def begin_note(self, text: str) -> Locator:
        """Types into the only note without saving; the field."""
        await self.choose_for_note("Edit")
        field = self.details.get_by_role("textbox", name="Text of the note")
        await field.fill(text)
        return field


async def in_talk(
    town: Street, john: Shopper, text: str = "Hello there", *, nora_from: str = "Unassigned"
) -> tuple[Talk, Talk]:
    """Marie and Nora, both online, with what John has just written open before them."""
    marie, nora = Talk(town.consoles["Marie"]), Talk(town.consoles["Nora"])
    await marie.console.sign_in("Online")
    await nora.console.sign_in("Online")
    await john.visit(f"{town.shop}/cart")
    await john.open_chat()
    await john.write(text)
    await marie.open("Unassigned", text)
    await nora.open(nora_from, text)
    return marie, nora


def bubble(shopper: Shopper, text: str) -> Locator:
    """A message in the visitor's chat."""
    return shopper.frame.locator("li", has=shopper.frame.locator(".bubble", has_text=text)).last


class Tap:
    """Every byte that reaches a page, its frames and their sockets, as text."""

    def __init__(self, page: Page) -> None:
        self.heard: list[str] = []
        self._reading: list[asyncio.Task[None]] = []
        page.on("websocket", self._listen)
        page.on("response", lambda response: self._reading.append(asyncio.create_task(self._read(response))))

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda payload: self.heard.append(str(payload)))

    async def _read(self, response: Response) -> None:
        # A page that is left takes the bodies of its answers with it, as does a redirect.
        with contextlib.suppress(Exception):
            self.heard.append(await response.text())

    async def all(self) -> str:
        """Also what was still being read."""
        await asyncio.gather(*self._reading)
        return "\n".join(self.heard)
