"""A real server on each database, and people who go there."""

import secrets
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx2
import pytest

from tests.journeys.people import PASSWORD, Agent, Json, Visitor
from tests.store.conftest import migrate_elsewhere
from tests.support.postgres import Postgres
from zuruf.app import Parts, assemble, open_database, wall_clock
from zuruf.cli import setup_link
from zuruf.server import listen, serving
from zuruf.settings import Settings
from zuruf.store import signs, websites

SHOP = "https://shop.example"
ACADEMY = "https://academy.example"


class Clock:
    """The server's clock, which tests move on."""

    def __init__(self) -> None:
        self.passed = 0  # ms

    def now(self) -> int:
        return wall_clock() + self.passed


class Town:
    """A running server with a workspace, its people and a website."""

    def __init__(self, parts: Parts, clock: Clock) -> None:
        self.parts = parts
        self.clock = clock
        self.base = parts.settings.origin
        self.people: dict[str, Agent] = {}
        self.visitors: list[Visitor] = []
        self.gone: list[Agent] = []
        self.key = ""
        self.website = ""
        self.workspace = ""
        self.program: httpx2.AsyncClient | None = None

    @property
    def owner(self) -> Agent:
        return self.people["Frieda"]

    async def found(self, link: str) -> None:
        """Frieda follows the link, and puts a website up."""
        owner = Agent(self.base, "Frieda")
        body = {"token": link.partition("#")[2], "workspace_name": "Shop", "name": "Frieda", "email": owner.email}
        owner.signed_in(await owner.ask("POST", "/api/setup", **body, password=PASSWORD, language="en"))
        self.people["Frieda"] = owner
        self.website, self.key = await self.put_up("Shop", SHOP)
        site = await self.parts.database.read(websites.by_key, self.key)
        assert site is not None
        self.workspace = site.workspace_id

    async def put_up(self, name: str, origin: str) -> tuple[str, str]:
        made = await self.owner.ask("POST", "/api/websites", 201, name=name, origins=[origin])
        listed = (await self.owner.get("/api/websites"))["items"]
        return made["id"], next(site["key"] for site in listed if site["id"] == made["id"])

    async def hire(self, name: str, presence: str = "offline", **fields: object) -> Agent:
        """Somebody is invited, accepts, and opens the console unless offline."""
        agent = Agent(self.base, name)
        invited = await self.owner.ask("POST", "/api/agents", 201, name=name, email=agent.email, **fields)
        token = invited["link"].partition("#")[2]
        agent.signed_in(
            await agent.ask("POST", "/api/invitations/accept", 200, token=token, name=name, password=PASSWORD)
        )
        if presence != "offline":
            await agent.online(presence)
        self.people[name] = agent
        return agent

    async def group(self, name: str, *members: Agent, **fields: object) -> str:
        made = await self.owner.ask(
            "POST", "/api/groups", 201, names={"en": name}, members=[agent.id for agent in members], **fields
        )
        return made["id"]

    async def trigger(self, name: str, condition: object, *actions: object, **fields: object) -> str:
        """An active one."""
        made = await self.owner.ask(
            "POST", "/api/triggers", 201, name=name, condition=condition, actions=list(actions), **fields
        )
        await self.owner.ask("PUT", f"/api/triggers/{made['id']}/active", is_active=True)
        return made["id"]

    def visitor(self, key: str = "", origin: str = SHOP) -> Visitor:
        visitor = Visitor(self.base, key or self.key, origin)
        self.visitors.append(visitor)
        return visitor

    async def conversation_of(self, who: Agent, text: str) -> Json:
        """The open conversation whose newest line is this."""
        items = (await who.get("/api/conversations?view=all"))["items"]
        return next(item for item in items if item["last"]["text"] == text)

    async def members(self, group_id: str, *members: Agent, **fields: object) -> None:
        """The group with these members from now on."""
        known = next(group for group in (await self.owner.get("/api/groups"))["items"] if group["id"] == group_id)
        kept = {name: known[name] for name in ("names", "colour", "is_enabled", "is_private", "version")}
        ids = [agent.id for agent in members]
        await self.owner.ask("PUT", f"/api/groups/{group_id}", **{**kept, **fields}, members=ids)

    async def dismiss(self, agent: Agent) -> None:
        """Somebody is deactivated."""
        listed = (await self.owner.get("/api/agents"))["items"]
        version = next(row["version"] for row in listed if row["id"] == agent.id)
        await self.owner.ask("PATCH", f"/api/agents/{agent.id}", is_active=False, version=version)
        self.gone.append(self.people.pop(agent.name))

    async def switch(self, **switches: object) -> None:
        """The workspace's switches."""
        version = (await self.owner.get("/api/workspace"))["version"]
        await self.owner.ask("PATCH", "/api/workspace", **switches, version=version)

    async def wall(self) -> None:
        """Agents see only their groups."""
        await self.switch(agents_see_only_their_groups=True)

    async def by_key(self) -> httpx2.AsyncClient:
        """A program with an API key."""
        if self.program is None:
            key = (await self.owner.ask("POST", "/api/api-keys", 201, name="Shop system"))["key"]
            self.program = httpx2.AsyncClient(base_url=f"{self.base}/v3/conversations", headers={"api-key": key})
        return self.program

    async def is_missed(self, conversation_id: str) -> bool:
        """What the API says of the newest message: the red dot."""
        thread = await self.owner.get(f"/api/conversations/{conversation_id}")
        newest = max(thread["messages"], key=lambda message: message["first_seq"])
        answer = await (await self.by_key()).get(f"/messages/{newest['id']}")
        assert answer.status_code == 200, answer.text
        return answer.json()["isMissed"]

    def pass_silently(self, seconds: float) -> None:
        """So much time passes for the server, and nobody's console says anything meanwhile."""
        self.clock.passed += int(seconds * 1000)

    async def later(self, ms: int) -> None:
        """So much time passes for the server; whoever has a console open is still there and says so."""
        self.clock.passed += ms
        for person in self.people.values():
            if hasattr(person, "socket"):
                await self._is_heard(person)

    async def _is_heard(self, person: Agent) -> None:
        for _ in range(200):
            await person.settle()
            if person.id in await self.parts.database.read(signs.alive_until, self.workspace, self.clock.now()):
                return
        raise AssertionError(f"expected a sign of life of {person.name}")

    async def leave(self) -> None:
        for person in (*self.people.values(), *self.gone, *self.visitors):
            await person.leave()
        if self.program is not None:
            await self.program.aclose()


@pytest.fixture
def migrated(postgres_server: Postgres) -> Iterator[str]:
    url = postgres_server.fresh(postgres_server.template("zuruf", migrate_elsewhere))
    yield url
    postgres_server.drop(url)


@pytest.fixture(params=["sqlite", "postgres"])
async def town(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Town]:
    """A town of its own for each test, on each database."""
    listening = listen("127.0.0.1", 0)
    port = listening.getsockname()[1]
    url = request.getfixturevalue("migrated") if request.param == "postgres" else ""
    settings = Settings(
        port=port,
        data=tmp_path / secrets.token_hex(4),
        database_url=url,
        sockets_per_address=1000,
        trusted_proxies=("127.0.0.1",),
    )
    database = await open_database(settings)
    clock = Clock()
    parts = assemble(settings, database, now=clock.now)
    async with serving(parts, listening):
        town = Town(parts, clock)
        try:
            await town.found(await setup_link(database, settings))
            yield town
        finally:
            await town.leave()
