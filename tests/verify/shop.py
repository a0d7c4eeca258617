"""A shop in which every action is watched by everybody: what each role knew before, was told, and would know afterwards."""

import asyncio
import json
import random
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import msgspec

from zuruf.actions.agents import InviteAgent, invite_agent
from zuruf.actions.frames import LinkFrame, link_frame
from zuruf.actions.pages import ViewPage, view_page
from zuruf.actions.sessions import AcceptLink, accept_link
from zuruf.actions.signs import Life, RenewSigns, renew_signs
from zuruf.domain.actor import SYSTEM, Actor
from zuruf.domain.agent import Presence
from zuruf.domain.moment import Moment
from zuruf.domain.token import hashed, secret_of
from zuruf.realtime.bus import MemoryBus
from zuruf.realtime.clock import LoopClock
from zuruf.realtime.envelope import Entry
from zuruf.realtime.frames import AgentSnapshot, Hello, Snap, Welcome
from zuruf.realtime.hub import Hub
from zuruf.realtime.session import Client
from zuruf.realtime.source import Caller, Principal
from zuruf.store import browsers, conversations, streams, workspaces
from zuruf.store.browsers import Browser
from zuruf.store.database import Database
from zuruf.store.sessions import Session
from zuruf.store.sqlite import open_sqlite_inline
from zuruf.store.transaction import Answer, Command, Receipt, Tx
from zuruf.web.context import Context
from zuruf.web.ops import DatabaseOps, DatabaseSigns
from zuruf.web.source import DatabaseSource

W = "wsp_1"
START = 1_800_000_000_000
Json = dict[str, Any]
Action = Callable[[Tx, Any], Awaitable[Answer]]


@dataclass
class Turn:
    """One action: what each role was told, and what a fresh snapshot shows afterwards. The one before is the turn before's."""

    action: str
    told: dict[str, list[Json]] = field(default_factory=dict)
    shown: dict[str, list[Json]] = field(default_factory=dict)


class Silent:
    """Says and the context's sockets: signals are not part of any snapshot."""

    def arrived(self, principal: Principal) -> None: ...

    def left(self, principal: Principal) -> None: ...

    def went_to(self, principal: Principal, url: str) -> None: ...

    def presence_changed(self, workspace_id: str, presence: Mapping[str, Presence]) -> None: ...

    def presence_touched(self, workspace_id: str) -> None: ...

    def begin_anew(self, workspace_id: str, browser_ids: Collection[str]) -> None: ...

    def turn_away(self, workspace_id: str, visitor_id: str, browser_ids: Sequence[str]) -> None: ...

    def end_session(self, workspace_id: str, agent_id: str, session_id: str) -> None: ...

    def end_agent(self, workspace_id: str, agent_id: str, but: str = "") -> None: ...

    def watching(self, workspace_id: str, conversation_id: str) -> frozenset[str]:
        return frozenset()

    def watched(self, workspace_id: str) -> Mapping[str, frozenset[str]]:
        return {}


class ShopSource(DatabaseSource):
    """The shipped source; people are known by their names."""

    shop: "Shop"

    async def authenticate(self, caller: Caller, hello: Hello) -> Principal:
        return await self.shop.principal(caller.credential or hello.token)


class Ear:
    """A socket whose client has all the time in the world. What comes is taken in order, and its chain is looked at."""

    def __init__(self) -> None:
        self.code = 0
        self._heard: list[bytes] = []
        self._cursor = ""

    def send(self, frame: bytes) -> None:
        self._heard.append(frame)

    def buffered(self) -> int:
        return 0

    def close(self, code: int, reason: str = "") -> None:
        self.code = code

    def take(self) -> list[Json]:
        """The frames that change what a client knows, those of batches one by one."""
        heard = [json.loads(frame) for frame in self._heard]
        self._heard.clear()
        flat = [one for frame in heard for one in (frame["frames"] if frame["f"] == "batch" else [frame])]
        for frame in flat:
            self._follow(frame)
        return [frame for frame in flat if frame["f"] in ("welcome", "snap", "ev")]

    def _follow(self, frame: Json) -> None:
        if frame["f"] in ("ev", "adv"):
            assert frame["prev"] == self._cursor, f"a hole (V4): the client stands at {self._cursor}, got {frame}"
            self._cursor = frame["cur"]
        elif frame["f"] == "snap":
            self._cursor = frame["cursor"]


class Shop:
    """`roles` maps a person to the name of their role; only those are connected and watched."""

    def __init__(self) -> None:
        self.database: Database = open_sqlite_inline()
        self.at = START
        self.people: dict[str, str] = {}
        self.browsers: dict[str, Browser] = {}
        self.roles: dict[str, str] = {}
        self.role_of: dict[str, str] = {}
        self.turns: list[Turn] = []
        self.website = ""
        self.token = ""  # of the link made last
        self._moments = 0
        self._ears: dict[str, Ear] = {}
        self._hub, self._source = self._connections()
        self.database.on_commit(self._hub.committed)

    def _connections(self) -> tuple[Hub, ShopSource]:
        context = Context(
            database=self.database,
            now=lambda: self.at,
            chance=bytes,
            sockets=Silent(),
            public_url="https://chat.example",
        )
        source = ShopSource(context)
        source.shop = self
        hub = Hub(
            name="only",
            source=source,
            ops=DatabaseOps(context),
            signs=DatabaseSigns(context),
            says=Silent(),
            clock=LoopClock(lambda: self.at),
            jitter=random.Random(1),
            bus=MemoryBus(),
        )
        return hub, source

    @property
    def connection(self) -> Any:
        return cast("Any", self.database)._connection

    def build_the_wall(self) -> None:
        """There is no action for this switch; whoever is connected already would not hear of it."""
        self.connection.execute("update workspaces set agents_see_only_their_groups = 1")
        self.connection.execute("update streams set roster = roster + 1")

    # --- acting ---

    def moment(self) -> Moment:
        self._moments += 1
        self.at += 1000
        return Moment(self.at, self._moments.to_bytes(16))

    def actor(self, who: str) -> Actor:
        if who == "system":
            return SYSTEM
        if who in ("api", "page"):
            return Actor(who, "key_1" if who == "api" else "")
        if who in self.browsers:
            return Actor("visitor", self.browsers[who].visitor_id)
        return Actor("agent", self.people[who])

    async def quietly(self, who: str, action: Action, command: type[Command], **fields: Any) -> Receipt:
        """Not a turn of its own: it belongs to the scenery."""
        moment = self.moment()
        self.token = secret_of(moment, "invitation")
        receipt = await self.database.act(
            command(workspace_id=W, actor=self.actor(who), moment=moment, **fields), action
        )
        await self._settled()
        return receipt

    async def turn(self, who: str, action: Action, command: type[Command], **fields: Any) -> Receipt:
        """One action with everybody listening."""
        await self._renew()
        receipt = await self.quietly(who, action, command, **fields)
        await self.take_turn(f"{action.__module__.removeprefix('zuruf.actions.')}.{action.__name__}")
        return receipt

    async def take_turn(self, action: str) -> None:
        """Notes what everybody was told since the turn before, and what they would be shown now."""
        turn = Turn(action)
        for who, role in self.roles.items():
            ear = self._ears[who]
            assert not ear.code, f"{who} ({role}) was closed with {ear.code} by {action}"
            turn.told[who] = ear.take()
            turn.shown[who] = await self.shown(who)
        self.turns.append(turn)

    async def take_first_turn(self, action: str) -> None:
        """Before there was anything there was nobody: the events alone must make what is shown."""
        self.role_of["nobody"] = "nobody yet"
        first = [self._welcome(""), _plain(Snap(part=0, last=True, cursor="0", agent=AgentSnapshot()))]
        self.turns.append(Turn("connect", {}, {"nobody": first}))
        events = await self.database.read(streams.events_since, W, 0, 10)
        told = [json.loads(Entry(event, 0).for_agent(event.seq - 1, "")) for event in events]
        workspace = await self.database.read(workspaces.view, W)
        shown = [self._welcome(""), *_snaps([AgentSnapshot(workspace=workspace)], len(events))]
        self.turns.append(Turn(action, {"nobody": told}, {"nobody": shown}))

    async def _renew(self) -> None:
        """Whoever has a console open is alive."""
        lives = tuple(
            Life(self.people[who], "console", self.at + 40_000)
            for who in ("frieda", "anna", "olaf", "bert")
            if who in self.people
        )
        await self.quietly("system", renew_signs, RenewSigns, lives=lives)

    # --- listening ---

    async def connect(self, who: str, role: str) -> None:
        """From now on this person is one of those watched."""
        self.roles[who] = self.role_of[who] = role
        ear = self._ears[who] = Ear()
        is_visitor = who in self.browsers
        caller = Caller(kind="visitor" if is_visitor else "agent", address=who, credential="" if is_visitor else who)
        client: Client = self._hub.admit(caller)
        client.opened(ear)
        hello = {"f": "hello", "v": 1, "instance": who, "token": who if is_visitor else ""}
        client.received(json.dumps(hello).encode())
        await self._settled()
        ear.take()
        # The turns before were not theirs: their first snapshot is where they begin.
        self.turns.append(Turn("connect", {}, {one: await self.shown(one) for one in self.roles}))

    async def principal(self, who: str) -> Principal:
        if who not in self.browsers:
            return Principal(workspace_id=W, kind="agent", id=self.people[who], name=who)
        browser = self.browsers[who]
        found = await self.database.read(conversations.of_visitor, W, browser.visitor_id)
        return Principal(
            workspace_id=W,
            kind="visitor",
            id=browser.visitor_id,
            browser_id=browser.id,
            website_id=browser.website_id,
            conversation_id=found.id if found else None,
        )

    async def shown(self, who: str) -> list[Json]:
        """What a fresh screen of theirs starts from; agents have Vera's conversation open."""
        if who in self.browsers:
            scene = await self._source.visitor_snapshot(W, self.browsers[who].visitor_id)
            frames = [Snap(part=0, last=True, cursor=str(scene.head), visitor=scene.snapshot)]
            return [self._welcome(self.browsers[who].visitor_id), *map(_plain, frames)]
        found = await self._source.agent_snapshot(W, self.people[who], await self.conversation("vera"))
        return [self._welcome(self.people[who]), *_snaps(found.parts, found.head)]

    def _welcome(self, me: str) -> Json:
        return _plain(Welcome(epoch="epoch", mode="snapshot", me=me, now=self.at))

    async def _settled(self) -> None:
        """Until the hub has nothing left to do: the inline database never waits."""
        for _ in range(1000):
            await asyncio.sleep(0)  # one turn of the loop; no time passes
            if not self._hub.node.errands:
                return
        raise AssertionError("the hub does not come to rest")

    # --- people ---

    async def hire(self, who: str, **fields: Any) -> None:
        await self.quietly("frieda", invite_agent, InviteAgent, name=who.title(), email=f"{who}@shop.example", **fields)
        await self.accept(who)

    async def accept(self, who: str) -> None:
        """Follows the link made last."""
        found = self.connection.execute("select id from agents where email = ?", (f"{who}@shop.example",)).fetchall()
        self.people[who] = str(found[0][0])
        await self.quietly(who, accept_link, AcceptLink, **self.acceptance(who))

    def acceptance(self, who: str) -> Json:
        return {"token_hash": hashed(self.token), "password_hash": "x", "session": self.session(who)}

    def session(self, who: str) -> Session:
        return Session(
            token_hash=f"session of {who} at {self.at}",
            workspace_id=W,
            agent_id=self.people.get(who, ""),
            csrf_hash="",
            created_at=self.at,
            seen_at=self.at,
            expires_at=self.at + 10**9,
        )

    def page(self, who: str) -> Json:
        return {"website_id": self.website, "key_hash": hashed(f"key of {who}"), "tab": "tab"}

    async def visit(self, who: str) -> None:
        await self.quietly("page", view_page, ViewPage, **self.page(who), url="https://shop.example/", language="en")
        fresh = {"token_hash": hashed(who), "fresh_key_hash": hashed(f"another of {who}")}
        await self.quietly("page", link_frame, LinkFrame, **self.page(who), **fresh)
        await self.knows(who)

    async def knows(self, who: str) -> None:
        found = await self.database.read(browsers.by_token, hashed(who), self.at)
        assert found
        self.browsers[who] = found[1]

    async def conversation(self, who: str) -> str:
        browser = self.browsers.get(who)
        found = await self.database.read(conversations.of_visitor, W, browser.visitor_id) if browser else None
        return found.id if found else ""

    def one(self, sql: str, *values: Any) -> Any:
        """A number or an id straight from the tables."""
        return self.connection.execute(sql, values).fetchall()[0][0]


def _snaps(parts: "list[AgentSnapshot] | Any", head: int) -> list[Json]:
    last = len(parts) - 1
    return [_plain(Snap(part=n, last=n == last, cursor=str(head), agent=part)) for n, part in enumerate(parts)]


def _plain(frame: object) -> Json:
    return json.loads(msgspec.json.encode(frame))
