"""An office: a server of its own, Frieda who owns it, and windows in which people are signed in already."""

import asyncio
from contextlib import AsyncExitStack
from urllib.parse import urlsplit

from playwright.async_api import Browser, Locator, Page, Route, expect

from tests.browser.server import Server
from tests.browser.windows import Console
from tests.journeys.people import PASSWORD, Agent, Json, Visitor


class Office:
    """Who works here, and who comes to its websites."""

    owner: Agent

    def __init__(self, server: Server, browser: Browser, stack: AsyncExitStack) -> None:
        self.server = server
        self._browser = browser
        self._stack = stack

    async def found(self) -> None:
        """Frieda becomes the owner."""
        self.owner = self._agent("Frieda")
        token = self.server.setup_link.partition("#")[2]
        founded = await self.owner.ask(
            *("POST", "/api/setup", 200),
            token=token,
            workspace_name="Shop",
            name="Frieda",
            email=self.owner.email,
            password=PASSWORD,
            language="en",
        )
        self.owner.signed_in(founded)

    async def hire(self, name: str, **body: object) -> Agent:
        """A colleague who has accepted the invitation. `body` as `role` or `rights`."""
        agent = self._agent(name)
        invited = await self.owner.ask("POST", "/api/agents", 201, name=name, email=agent.email, **body)
        token = invited["link"].partition("#")[2]
        accepted = await agent.ask("POST", "/api/invitations/accept", token=token, name=name, password=PASSWORD)
        agent.signed_in(accepted)
        return agent

    async def group(self, name: str, *members: Agent, **body: object) -> str:
        """Its id."""
        made = {"names": {"en": name}, "members": [agent.id for agent in members], **body}
        return (await self.owner.ask("POST", "/api/groups", 201, **made))["id"]

    async def website(self, name: str, origin: str) -> Json:
        """As it was made, with `id`, `key` and `snippet`."""
        made = await self.owner.ask("POST", "/api/websites", 201, name=name, origins=[origin])
        sites = (await self.owner.get("/api/websites"))["items"]
        return next(site for site in sites if site["id"] == made["id"])

    def visitor(self, key: str, origin: str) -> Visitor:
        """Somebody with a browser that speaks the widget's language."""
        visitor = Visitor(self.server.base, key, origin)
        self._stack.push_async_callback(visitor.leave)
        return visitor

    async def window(self, who: Agent | None = None, **options: object) -> "Desk":
        """A browser of its own, in which `who` is signed in."""
        desk = Desk(who or self._agent("Nobody"))
        await desk.open(self._browser, permissions=["clipboard-read", "clipboard-write"], **options)
        self._stack.push_async_callback(desk.context.close)
        if who:
            host = urlsplit(who.base).hostname or ""
            cookies = [{"name": n, "value": v, "domain": host, "path": "/"} for n, v in who.http.cookies.items()]
            await desk.context.add_cookies(cookies)  # pyright: ignore[reportArgumentType]
        return desk

    def _agent(self, name: str) -> Agent:
        agent = Agent(self.server.base, name)
        self._stack.push_async_callback(agent.leave)
        return agent


class Desk(Console):
    """A console on its settings."""

    async def settings(self, page: str) -> Page:
        """Opens one page of the settings; it has been drawn."""
        await self.page.goto(f"{self.who.base}/console/settings/{page}")
        # The first load on a busy machine takes its time.
        await expect(self.page.get_by_role("heading", level=1).first).to_be_visible(timeout=30_000)
        return self.page

    @property
    def sheet(self) -> Locator:
        """What lies above the page."""
        return self.page.get_by_role("dialog").last

    async def save(self) -> None:
        """Presses Save; the sheet is gone only if it was accepted."""
        await self.sheet.get_by_role("button", name="Save", exact=True).click()

    async def saved(self) -> None:
        """It was accepted."""
        await self.save()
        await self.closed()

    async def closed(self) -> None:
        """No sheet lies above the page; while one does, nothing of the page has a role, and nothing is found by it."""
        await expect(self.page.get_by_role("dialog")).to_have_count(0)

    async def copied(self) -> str:
        """What lies in the clipboard, and is taken out of it."""
        found = str(await self.page.evaluate("navigator.clipboard.readText()"))
        await self.page.evaluate("navigator.clipboard.writeText('')")
        return found


async def is_refused(field: Locator, sentence: str, *, keeps: str) -> None:
    """The sentence stands at this very field, which is marked and still holds what was typed."""
    await expect(field).to_have_attribute("aria-invalid", "true")
    await expect(field).to_have_accessible_description(sentence)
    await expect(field).to_have_value(keeps)


async def held(route: Route, answered: asyncio.Event) -> None:
    """A request that gets no further before the event."""
    await answered.wait()
    await route.continue_()
