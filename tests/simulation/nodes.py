"""Nodes that run the shipped hub over the shop's database, reached slowly; they crash, and hints between them get lost."""

import asyncio
import random
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from tests.simulation.loop import passing
from tests.simulation.shop import VISITORS, Shop, W
from zuruf.domain.agent import Presence
from zuruf.errors import Unauthenticated
from zuruf.realtime.bus import Hear
from zuruf.realtime.clock import LoopClock
from zuruf.realtime.frames import Hello
from zuruf.realtime.hub import Hub
from zuruf.realtime.limits import Limits
from zuruf.realtime.source import Caller, Principal, Slice
from zuruf.web.context import Context
from zuruf.web.ops import DatabaseOps, DatabaseSigns
from zuruf.web.source import DatabaseSource

# Small, so that a short run reads from the database, too.
LIMITS = Limits(ring_events=5, batch=3)


class Nobody:
    """Says, and the context's sockets: the simulation looks at what goes over the wires."""

    def arrived(self, principal: Principal) -> None: ...

    def left(self, principal: Principal) -> None: ...

    def went_to(self, principal: Principal, url: str) -> None: ...

    def presence_changed(self, workspace_id: str, presence: Mapping[str, Presence]) -> None: ...

    def begin_anew(self, workspace_id: str, browser_ids: Collection[str]) -> None: ...

    def turn_away(self, workspace_id: str, visitor_id: str, browser_ids: Sequence[str]) -> None: ...

    def end_session(self, workspace_id: str, agent_id: str, session_id: str) -> None: ...

    def end_agent(self, workspace_id: str, agent_id: str, but: str = "") -> None: ...

    def watching(self, workspace_id: str, conversation_id: str) -> frozenset[str]:
        return frozenset()

    def watched(self, workspace_id: str) -> Mapping[str, frozenset[str]]:
        return {}


class ShopSource(DatabaseSource):
    """The shipped source; people are known by their names, and what lies below the floor is gone."""

    shop: Shop

    async def authenticate(self, caller: Caller, hello: Hello) -> Principal:
        who = caller.credential or hello.token
        if who in VISITORS:
            conversation = await self.shop.conversation_of(who)
            return Principal(
                workspace_id=W,
                kind="visitor",
                id=self.shop.visitors[who],
                browser_id=self.shop.browsers[who],
                conversation_id=conversation.id if conversation else None,
            )
        if who not in self.shop.agents:
            raise Unauthenticated("unknown", f"Nobody is called {who}.")
        return Principal(workspace_id=W, kind="agent", id=self.shop.agents[who], name=who)

    async def events_since(self, workspace_id: str, pos: int, limit: int) -> Slice:
        part = await super().events_since(workspace_id, pos, limit + 1000)
        return part._replace(events=[event for event in part.events if event.seq > part.floor][:limit])


class Slow:
    """Every call takes a while before it happens, and a while until the answer is there."""

    def __init__(self, inner: object, chance: random.Random, node: "Node") -> None:
        self._inner = inner
        self._chance = chance
        self._node = node

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._inner, name)

        async def call(*args: Any) -> Any:
            await self._while()
            self._node.world.acting = self._node
            answer = await method(*args)
            await self._while()
            return answer

        return call

    async def _while(self) -> None:
        await passing(self._chance.choice((0, 0, 0, self._chance.uniform(0, 0.02), self._chance.uniform(0, 0.2))))


class LossyBus:
    """Hints to the other nodes: late, or never."""

    def __init__(self, node: "Node") -> None:
        self._node = node

    def publish(self, workspace_id: str, head: int) -> None:
        world = self._node.world
        for other in world.nodes:
            if other is not self._node and world.chance.random() < world.hints:
                delay = world.chance.uniform(0, 0.3)
                asyncio.get_running_loop().call_later(delay, other.hub.hint, workspace_id, head)

    def listen(self, hear: Hear) -> None: ...


class Node:
    """One server process; after a crash another one takes its place."""

    def __init__(self, world: Any, name: str) -> None:
        self.world = world
        self.name = name
        self.is_dead = False
        shop: Shop = world.shop
        context = Context(
            database=shop.database,
            now=shop.now,
            chance=lambda n: world.chance.getrandbits(8 * n).to_bytes(n),
            sockets=Nobody(),
            public_url="https://chat.example",
        )
        source = ShopSource(context)
        source.shop = shop
        self.source = source
        self.hub = Hub(
            name=name,
            source=Slow(source, world.chance, self),
            ops=Slow(DatabaseOps(context), world.chance, self),
            signs=Slow(DatabaseSigns(context), world.chance, self),
            says=Nobody(),
            clock=LoopClock(shop.now),
            jitter=random.Random(world.chance.getrandbits(32)),
            bus=LossyBus(self),
            limits=LIMITS,
        )
        self.hub.start()

    def crash(self) -> None:
        """At once: what it was doing stays undone, or done and unsaid."""
        self.is_dead = True
        self.hub._is_running = False
        for task in list(self.hub.node.errands._tasks):
            task.cancel()
