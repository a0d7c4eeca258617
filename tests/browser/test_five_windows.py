"""Five windows: a visitor on a French page, one on an English page, two members of Support-Team FR (one online, one invisible), one outside.

T8 as written; then # to another group and back to all agents, then 👤+ to the outsider, then to three agents; after each step who has it
in Mine and who was told; and again after the server was killed and started again in between.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.browser.server import Server, free_ports, website
from tests.browser.windows import Console, Shopper
from tests.journeys.people import PASSWORD, Agent

FRENCH = "Bonjour, ma commande n’est pas arrivée"
ENGLISH = "Is the brass lamp in stock?"


class Street:
    """The server, its people, and their windows."""

    server: Server
    owner: Agent
    shop: str
    consoles: dict[str, Console]

    async def settle_in(self, server: Server, shop_port: int) -> str:
        """Frieda sets everything up over the API; answers the snippet."""
        self.server, self.shop, self.consoles = server, f"http://127.0.0.1:{shop_port}", {}
        self.owner = owner = Agent(server.base, "Frieda")
        body = {
            "token": server.setup_link.partition("#")[2],
            "workspace_name": "Shop",
            "name": "Frieda",
            "email": owner.email,
        }
        owner.signed_in(await owner.ask("POST", "/api/setup", **body, password=PASSWORD, language="en"))
        made = await owner.ask("POST", "/api/websites", 201, name="Shop", origins=[self.shop])
        people = {name: await self._hire(name) for name in ("Marie", "Lea", "Nora")}
        french = await self._group("Support-Team FR", people["Marie"], people["Lea"])
        await self._group("Sales", people["Nora"])
        condition = {"kind": "test", "fact": "current_url", "operator": "at_or_under", "value": f"{self.shop}/fr"}
        trigger = await owner.ask(
            *("POST", "/api/triggers", 201),
            name="French site",
            condition=condition,
            actions=[{"kind": "assign_group", "group_id": french}],
        )
        await owner.ask("PUT", f"/api/triggers/{trigger['id']}/active", is_active=True)
        self.consoles = {name: Console(who) for name, who in people.items()}
        sites = (await owner.get("/api/websites"))["items"]
        return next(str(site["snippet"]) for site in sites if site["id"] == made["id"])

    async def _hire(self, name: str) -> Agent:
        agent = Agent(self.server.base, name)
        invited = await self.owner.ask("POST", "/api/agents", 201, name=name, email=agent.email)
        token = invited["link"].partition("#")[2]
        agent.signed_in(await agent.ask("POST", "/api/invitations/accept", token=token, name=name, password=PASSWORD))
        return agent

    async def _group(self, name: str, *members: Agent) -> str:
        body = {"names": {"en": name}, "members": [agent.id for agent in members]}
        return (await self.owner.ask("POST", "/api/groups", 201, **body))["id"]

    async def interrupted(self, *shoppers: Shopper) -> None:
        """The server dies and comes back; every window finds it again by itself (the browser's "online" only spares the test the waiting)."""
        await self.server.kill()
        await self.server.start()
        for console in self.consoles.values():
            await console.page.evaluate("dispatchEvent(new Event('online'))")
            await expect(console.page.get_by_text("No connection")).to_have_count(0, timeout=40_000)
        for shopper in shoppers:
            await shopper.frame.evaluate("dispatchEvent(new Event('online'))")

    async def who_has(self, text: str, *names: str) -> None:
        """These have it in Mine, the others have not."""
        for name, console in self.consoles.items():
            if name in names:
                await console.has("Mine", text)
            else:
                await console.has_not("Mine", text)


@pytest.fixture
async def street(browser: Browser, tmp_path: Path) -> AsyncIterator[tuple[Street, Shopper, Shopper]]:
    async with AsyncExitStack() as stack:
        port, shop_port = free_ports()
        server = Server(tmp_path / "data", port)
        stack.push_async_callback(server.stop)
        await server.start()
        street = Street()
        snippet = await street.settle_in(server, shop_port)
        await stack.enter_async_context(website(shop_port, snippet))
        shoppers = Shopper(), Shopper()
        for window in (*street.consoles.values(), *shoppers):
            await window.open(browser)
            stack.push_async_callback(window.context.close)
        for agent in (street.owner, *(console.who for console in street.consoles.values())):
            stack.push_async_callback(agent.leave)
        yield street, *shoppers


@pytest.mark.line("T8", "A4", "A6", "A7", "A8", "A10", "A11", "A12", "A15", "A16")
@pytest.mark.parametrize("killed", [False, True], ids=["undisturbed", "server killed in between"])
async def test_everyone_concerned_is_told_and_nobody_else(
    street: tuple[Street, Shopper, Shopper], killed: bool
) -> None:
    town, camille, john = street
    marie, lea, nora = (town.consoles[name] for name in ("Marie", "Lea", "Nora"))
    await marie.sign_in("Online")
    await lea.sign_in("Invisible")
    await nora.sign_in("Online")
    await camille.visit(f"{town.shop}/fr/suivi")
    await john.visit(f"{town.shop}/cart")
    await camille.open_chat()
    await john.open_chat()

    await camille.write(FRENCH)
    await expect(
        marie.page.get_by_role("status").get_by_text("Support-Team FR").or_(marie.page.get_by_text(FRENCH)).first
    ).to_be_visible()
    await town.who_has(FRENCH, "Marie", "Lea")
    await nora.has_not("Unassigned", FRENCH)
    await john.write(ENGLISH)
    await nora.has("Unassigned", ENGLISH)
    await town.who_has(ENGLISH)

    if killed:
        await town.interrupted(camille, john)

    await town.who_has(FRENCH, "Marie", "Lea")
    await marie.has("Mine", FRENCH)
    await marie.row(FRENCH).click()
    await marie.choose("Assign to a group", "Sales")
    await town.who_has(FRENCH, "Nora")
    await nora.has("Mine", FRENCH)
    await nora.row(FRENCH).click()
    await nora.choose("Assign to a group", "All agents")
    await town.who_has(FRENCH)
    await marie.has("Unassigned", FRENCH)

    if killed:
        await town.interrupted(camille, john)

    await marie.row(FRENCH).click()
    await marie.choose("Assign to an agent", "Nora")
    await town.who_has(FRENCH, "Nora")
    await marie.has("All", FRENCH)
    await marie.row(FRENCH).click()
    await marie.choose("Assign to an agent", "Lea")
    await marie.choose("Assign to an agent", "Marie")
    await town.who_has(FRENCH, "Marie", "Lea", "Nora")

    await marie.has("Mine", FRENCH)
    await marie.row(FRENCH).click()
    await (
        marie.page.get_by_role("textbox", name="reply")
        .or_(marie.page.get_by_placeholder("Write a reply"))
        .first.fill("Bonjour Camille")
    )
    await marie.page.keyboard.press("Enter")
    await expect(camille.frame.get_by_text("Bonjour Camille", exact=True)).to_be_visible(timeout=40_000)
    complaints = [line for window in (marie, lea, nora, camille, john) for line in window.complaints]
    assert complaints == []
