"""A server, its people and their windows: two members of Support-Team FR, one agent outside, a website in two languages."""

from tests.browser.server import Server
from tests.browser.windows import Console, Shopper
from tests.journeys.people import PASSWORD, Agent


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
        greetings = [await console.greetings() for console in self.consoles.values()]
        await self.server.kill()
        await self.server.start()
        for console, before in zip(self.consoles.values(), greetings, strict=True):
            await console.page.evaluate("dispatchEvent(new Event('online'))")
            await console.is_greeted_again(before)
        for shopper in shoppers:
            await shopper.frame.evaluate("dispatchEvent(new Event('online'))")

    async def who_has(self, text: str, *names: str) -> None:
        """These have it in Mine, the others have not."""
        for name, console in self.consoles.items():
            if name in names:
                await console.has("Mine", text)
            else:
                await console.has_not("Mine", text)

    async def told(self, text: str, *names: str) -> None:
        """These were told of it by a toast, each once since the last time; the others were told nothing."""
        for name in names:
            await self.consoles[name].hears(text)
        for name, console in self.consoles.items():
            if name not in names:
                await console.hears_nothing()
