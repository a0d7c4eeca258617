"""The whole application over a database in memory, with one person for every column of the matrix."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx2
from argon2 import PasswordHasher
from fastapi import FastAPI

from tests.actions.house import PASSWORD_HASH, START, House, founded, moment
from zuruf.actions.agents import ChangeAgent, change_agent
from zuruf.actions.api_keys import CreateApiKey, create_api_key, key_of
from zuruf.actions.deleting import DeletionCommand, delete
from zuruf.actions.groups import CreateGroup, create_group
from zuruf.actions.messages import SendVisitorMessage, send_visitor_message
from zuruf.actions.saved_replies import CreateSavedReply, create_saved_reply
from zuruf.actions.saved_views import SaveView, save_view
from zuruf.actions.sessions import SignIn, sign_in
from zuruf.actions.tags import AddTag, add_tag
from zuruf.actions.triggers import CreateTrigger, create_trigger
from zuruf.actions.visitors import AddNote, add_note
from zuruf.actions.websites import CreateWebsite, create_website
from zuruf.domain.actor import Actor
from zuruf.domain.conversation import Conversation
from zuruf.domain.trigger_definition import parse_definition
from zuruf.domain.visitor import Visitor
from zuruf.store import conversations, visitors, websites
from zuruf.store.database import Database
from zuruf.store.sqlite import open_sqlite_inline
from zuruf.store.transaction import Answer, Command, Tx
from zuruf.web.application import create_app
from zuruf.web.context import Context
from zuruf.web.cookies import session_cookie
from zuruf.web.csrf import HEADER, csrf_of
from zuruf.web.modes import Modes
from zuruf.web.passwords import Passwords
from zuruf.web.signing_in import new_session
from zuruf.web.sites import SiteBook

ORIGIN = "https://chat.example"
SHOP = "https://shop.example"
BROWSER = "a browser key of more than sixteen letters"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
MONTH = 30 * 24 * 60 * 60 * 1000
RIGHTS: dict[str, frozenset[str]] = {
    "no rights": frozenset(),
    "access": frozenset({"access"}),
    "assign": frozenset({"access", "assign"}),
    "configure": frozenset({"configure"}),
    "deactivated": frozenset({"access", "assign"}),
    "target": frozenset({"access", "assign"}),
}


class Sockets:
    """Remembers whose sockets were to be closed."""

    def __init__(self) -> None:
        self.ended: list[tuple[str, str]] = []

    def end_session(self, workspace_id: str, agent_id: str, session_id: str) -> None:
        self.ended.append((agent_id, session_id))

    def end_agent(self, workspace_id: str, agent_id: str, but: str = "") -> None:
        self.ended.append((agent_id, f"but {but}"))

    def begin_anew(self, workspace_id: str, browser_ids: Collection[str]) -> None:
        self.ended += [(browser_id, "begins anew") for browser_id in browser_ids]

    def turn_away(self, workspace_id: str, visitor_id: str, browser_ids: Sequence[str]) -> None:
        self.ended.append((visitor_id, "turned away"))

    def watching(self, workspace_id: str, conversation_id: str) -> frozenset[str]:
        return frozenset()

    def watched(self, workspace_id: str) -> Mapping[str, frozenset[str]]:
        return {}

    def presence_touched(self, workspace_id: str) -> None:
        """Nobody is connected."""


class QuietHub:
    """Nobody is connected, so nobody is told anything."""

    def connected(self, workspace_id: str) -> list[object]:
        return []

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *given, **named: None


@dataclass
class World:
    """`ids` are those of one of everything in the workspace; `headers` those each principal sends."""

    database: Database
    context: Context
    app: FastAPI
    house: House
    sockets: Sockets
    clock: list[int]
    ids: dict[str, str] = field(default_factory=dict[str, str])
    headers: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])

    async def ask(self, who: str, method: str, path: str, body: Any = None, **headers: str) -> httpx2.Response:
        """`{group}` and the like stand for ids, in the path and in the body."""
        sent = {**self.headers[who], **{name.replace("_", "-"): value for name, value in headers.items()}}
        transport = httpx2.ASGITransport(app=self.app, raise_app_exceptions=False)
        async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            if isinstance(body, bytes):
                sent = {"content-type": "application/octet-stream", **sent}
                return await client.request(method, self.filled(path), content=body, headers=sent)
            return await client.request(method, self.filled(path), json=self.filled(body), headers=sent)

    def filled(self, given: Any) -> Any:
        match given:
            case str():
                for name, id_ in self.ids.items():
                    given = given.replace("{" + name + "}", id_)
                return given
            case dict():
                return {name: self.filled(part) for name, part in given.items()}
            case list():
                return [self.filled(part) for part in given]
            case _:
                return given

    async def sign_in(self, who: str, house: House, name: str) -> None:
        """A session as signing in makes it."""
        made = new_session(self.context, house.workspace_id, house.people[name])
        await house.act(name, sign_in, SignIn, session=made.session, verified_hash=PASSWORD_HASH)
        cookie = f"{session_cookie(self.context)}={made.token}"
        self.headers[who] = {"cookie": cookie, HEADER: csrf_of(made.token), "origin": ORIGIN}


def drawn(n: int) -> bytes:
    """Randomness of which no two draws are the same."""
    return (moment().seed * 4)[-n:]


async def built(chance: Callable[[int], bytes] = drawn) -> World:
    """One workspace with everybody and one of everything, another next door."""
    database, sockets, clock = open_sqlite_inline(), Sockets(), [START]
    context = Context(
        database=database,
        now=lambda: clock[0],
        chance=chance,
        sockets=sockets,
        public_url=ORIGIN,
        passwords=Passwords(CHEAP),
    )
    house = await founded(database, "wsp_1", "owner")
    modes = Modes(context)
    modes.hub = QuietHub()  # pyright: ignore[reportAttributeAccessIssue]
    world = World(database, context, create_app(context, modes, SiteBook()), house, sockets, clock)
    await _people(world)
    await _things(world)
    return world


async def _people(world: World) -> None:
    house = world.house
    world.headers["nobody"] = {"origin": ORIGIN}
    await world.sign_in("expired", house, "owner")
    world.clock[0] += MONTH
    for name, rights in RIGHTS.items():
        await house.hire(name.replace(" ", "-"), by="owner", rights=rights)
    await house.hire("admin", by="owner", role="admin")
    for name in (*RIGHTS, "admin", "owner"):
        house.people[name] = house.people[name.replace(" ", "-")]
        await world.sign_in(name, house, name)
    deactivated = {"agent_id": house.people["deactivated"], "version": 2, "is_active": False}
    await house.act("owner", change_agent, ChangeAgent, **deactivated)
    next_door = await founded(world.database, "wsp_2", "foreigner")
    await world.sign_in("other workspace", next_door, "foreigner")
    await house.act("owner", create_api_key, CreateApiKey, name="shop")
    world.headers["API key"] = {"api-key": key_of(house.last)}


async def _things(world: World) -> None:
    house, ids = world.house, world.ids
    ids["agent"], ids["self"] = house.people["target"], house.people["owner"]
    ids["group"] = (await house.act("owner", create_group, CreateGroup, names={"en": "Sales"})).answer.id
    opening = parse_definition({"name": "x", "actions": [{"kind": "open_widget"}]})
    ids["trigger"] = (await house.act("owner", create_trigger, CreateTrigger, definition=opening)).answer.id
    made = await house.act("owner", create_website, CreateWebsite, name="Shop", origins=(SHOP,), greetings={})
    ids["website"] = made.answer.id
    ids["key"] = (await world.database.read(websites.get, "wsp_1", made.answer.id)).key
    shared = {"shortcut": "hello", "texts": {"en": "Hello"}, "sharing": "all"}
    ids["saved_reply"] = (await house.act("owner", create_saved_reply, CreateSavedReply, **shared)).answer.id
    kept = {"name": "amber list", "search": {"view": "all"}, "is_shared": True}
    ids["view"] = (await house.act("owner", save_view, SaveView, **kept)).answer.id
    ids["api_key"] = str(await _one(world, "select id from api_keys where $1 = $1", "x"))
    await _visitor(world)


async def _visitor(world: World) -> None:
    """Somebody looks at a page, opens the chat and writes."""
    world.headers["visitor"] = {"origin": ORIGIN}
    seen = {"key": "{key}", "browser": BROWSER, "tab": "1", "url": SHOP}
    assert (await world.ask("visitor", "POST", "/widget/view", seen, origin=SHOP)).status_code == 200
    started = await world.ask("visitor", "POST", "/widget/start", {"key": "{key}", "browser": BROWSER, "tab": "1"})
    world.headers["visitor"]["authorization"] = f"Bearer {started.json()['token']}"
    world.ids["browser"] = str(await _one(world, "select id from browsers where workspace_id = $1", "wsp_1"))
    browser = await _one(world, "select visitor_id from browsers where workspace_id = $1", "wsp_1")
    sent = await world.ask("visitor", "POST", "/widget/files", b"the amber file")
    world.ids["file"] = sent.json()["id"]
    fields = {"browser_id": world.ids["browser"], "text": "Bonjour", "tab": "1", "files": (world.ids["file"],)}
    world.house.last = moment()
    command = SendVisitorMessage(
        workspace_id="wsp_1", actor=Actor("visitor", str(browser)), moment=world.house.last, **fields
    )
    world.ids["message"] = (await world.database.act(command, send_visitor_message)).answer.id
    world.ids["visitor"] = str(await _one(world, "select id from visitors where workspace_id = $1", "wsp_1"))
    found = await world.database.read(conversations.of_visitor, "wsp_1", world.ids["visitor"])
    assert found is not None
    world.ids["conversation"] = found.id
    marked = {"conversation_id": found.id, "name": "amber tag"}
    world.ids["tag"] = (await world.house.act("owner", add_tag, AddTag, **marked)).answer.id
    about = {"visitor_id": world.ids["visitor"], "text": "Kind"}
    world.ids["note"] = (await world.house.act("target", add_note, AddNote, **about)).answer.id
    await _deleted(world)


async def _deleted(world: World) -> None:
    """A conversation somebody deleted."""
    now = moment()
    gone = Conversation(id=now.id("cnv"), visitor_id=now.id("vis"), website_id=world.ids["website"], episode=1)

    async def make(tx: Tx, command: Command) -> Answer:
        await visitors.insert(tx, Visitor(id=gone.visitor_id, website_id=gone.website_id, name="amber gone"))
        await conversations.insert(tx, gone)
        return Answer()

    await world.house.act("owner", make, Command)
    await world.house.act("owner", delete, DeletionCommand, conversation_id=gone.id)
    world.ids["deleted"] = gone.id


async def _one(world: World, sql: str, argument: str) -> str | int | float | None:
    row = await world.database.read(lambda reader: reader.one(sql, argument))
    return row[0] if row else None
