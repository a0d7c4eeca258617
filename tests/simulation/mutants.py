"""The protocol with one thing wrong: each mutant must be caught, by a violation of a promise. None of this is in the product."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from tests.simulation import nodes
from tests.simulation.loop import passing
from tests.simulation.network import Wire
from tests.simulation.nodes import ShopSource
from tests.simulation.shop import ACTS, W
from tests.simulation.world import World
from zuruf.errors import ZurufError
from zuruf.realtime import agent_subscription, tail
from zuruf.realtime.agent_subscription import AgentSubscription
from zuruf.realtime.asked import Asked
from zuruf.realtime.audience import Audience
from zuruf.realtime.envelope import Entry
from zuruf.realtime.frames import Acked, Op
from zuruf.realtime.hub import Hub
from zuruf.realtime.limits import Limits
from zuruf.realtime.registry import Registered, Registry
from zuruf.realtime.source import AgentScene, Position, Principal, Slice, VisitorScene
from zuruf.realtime.visitor_subscription import VisitorSubscription
from zuruf.web.auth import Basis
from zuruf.web.ops import DatabaseOps


@dataclass(frozen=True)
class Mutant:
    """What is replaced: (owner, name, by what). The rest are conditions in which it matters; the right protocol bears them."""

    wrong: str
    patches: tuple[tuple[Any, str, Any], ...]
    weights: Mapping[str, int] = field(default_factory=dict[str, int])
    acts: tuple[str, ...] = ACTS
    surroundings: tuple[tuple[Any, str, Any], ...] = ()

    @contextmanager
    def applied(self) -> Iterator[None]:
        with ExitStack() as undo:
            for owner, name, value in (
                *self.patches,
                *self.surroundings,
                (World, "more", self.weights),
                (World, "acts", self.acts),
            ):
                if name in vars(owner):
                    undo.callback(setattr, owner, name, vars(owner)[name])
                else:
                    undo.callback(delattr, owner, name)
                setattr(owner, name, value)
            yield


# --- numbers that are not in the order of commits ---

_events_since = ShopSource.events_since


async def with_holes(self: ShopSource, workspace_id: str, pos: int, limit: int) -> Slice:
    """A number given early and committed late is not there when later ones are."""
    part = await _events_since(self, workspace_id, pos, limit)
    rows = [event for event in part.events[:-1] if event.seq % 4 or event.seq < part.head - 3]
    return part._replace(events=[*rows, *part.events[-1:]])


def anything_follows(events: object, pos: int) -> bool:
    return True


async def read_unchecked(self: AgentSubscription) -> list[Entry] | None:
    part = await self._node.source.events_since(self.principal.workspace_id, self.pos, self._node.limits.batch)
    return [Entry(event, 0.0) for event in part.events] or None


# --- effects ---


def without_cid(self: DatabaseOps, principal: Principal, op: Op) -> Basis:
    return {**_basis(self, principal, op), "cid": None}


_basis = DatabaseOps._basis


async def ack_first(self: Asked, op: Op, principal: Principal) -> None:
    self._line.send(msgspec.json.encode(Acked(cid=op.cid, id="", seq=0, dup=False)))
    await passing(0.3)
    with suppress(ZurufError):
        await self._node.ops.perform(principal, op)


# --- snapshots and going live ---

_agent_snapshot, _visitor_snapshot = ShopSource.agent_snapshot, ShopSource.visitor_snapshot


async def agent_position_later(self: ShopSource, workspace_id: str, agent_id: str, watching: str) -> AgentScene:
    scene = await _agent_snapshot(self, workspace_id, agent_id, watching)
    await passing(0.3)
    return replace(scene, head=(await self.position(workspace_id)).head)


async def visitor_position_later(self: ShopSource, workspace_id: str, visitor_id: str) -> VisitorScene:
    scene = await _visitor_snapshot(self, workspace_id, visitor_id)
    await passing(0.3)
    return replace(scene, head=(await _visitor_snapshot(self, workspace_id, visitor_id)).head)


async def live_after_a_while(self: AgentSubscription) -> None:
    while not self._line.is_closed:
        if self._wants_snapshot:
            await self._send_snapshot()
        elif self._is_unsure:
            await self._reconsider()
        elif self.pos >= self._tail.pos:
            await passing(0.3)
            self.is_live = True
            return
        else:
            await self._send_batch()


async def live_at_once(self: AgentSubscription) -> None:
    if self._wants_snapshot:
        await self._send_snapshot()
    self.is_live = True


# --- frames that are dropped ---

_offer = AgentSubscription.offer


def drop_silently(self: AgentSubscription, entry: Entry) -> None:
    if self.is_live and self._line._socket.buffered():
        self.pos = max(self.pos, entry.event.seq)
    else:
        _offer(self, entry)


# --- the floor ---

_position = ShopSource.position
_positions = ShopSource.positions


async def position_without_floor(self: ShopSource, workspace_id: str) -> Position:
    return (await _position(self, workspace_id))._replace(floor=0)


async def positions_without_floor(self: ShopSource, workspace_ids: list[str]) -> Mapping[str, Position]:
    return {W: await position_without_floor(self, W)}


async def events_without_floor(self: ShopSource, workspace_id: str, pos: int, limit: int) -> Slice:
    return (await _events_since(self, workspace_id, pos, limit))._replace(floor=0)


async def trimmed_meanwhile(self: ShopSource, workspace_id: str, pos: int, limit: int) -> Slice:
    """Retention comes just before somebody far behind reads on."""
    if pos < (await _position(self, workspace_id)).head - 5:
        self.shop.connection.execute("update streams set floor = max(floor, head - 2)")
    return await _events_since(self, workspace_id, pos, limit)


async def tail_unchecked(self: tail.Tail) -> bool:
    self._is_behind = False
    part = await self._source.events_since(self.workspace_id, self.known, self._limits.batch)
    if part.epoch != self.epoch or part.head < self.known:
        self.doubt(part, "another history")
        return False
    self._take([event for event in part.events if event.seq > self.known])
    return self._is_behind


# --- who may see it ---


def to_everybody(self: Audience, entry: Entry) -> None:
    if entry.event.to:
        _deliver(self, entry)
    else:
        for agent in self.agents():
            agent.offer(entry)


_deliver = Audience.deliver


async def never_poll(self: Hub) -> None:
    self.node.clock.after(self._poll_seconds(), self._begin_poll)


def any_visitor_event(self: Audience, entry: Entry) -> None:
    _deliver(self, entry)
    if entry.event.visitor_seq:
        for visitor in self.visitors():
            visitor.offer(entry)


def nothing(*_: object) -> bool:
    return False


# --- one window, several sockets ---

_know = Registry.know


def know_uncounted(self: Registry, session: Registered, principal: Principal) -> bool:
    session.attempt = 0
    return _know(self, session, principal)


def rise_late(self: Wire, text: str | None) -> None:
    """What opens a connection takes long to arrive."""
    self._up.append(text)
    if not self._is_rising:
        self._is_rising = True
        delay = self._chance.uniform(0, 3) if text and '"f":"hello"' in text else self._chance.uniform(0.001, 0.06)
        asyncio.get_running_loop().call_later(delay, self._arrive)


def given_up(self: Wire) -> None:
    """The page believes that nobody is there; the node hears all that was said before, and of the end after it."""
    self.tell_page(1006)


MUTANTS = {
    "serial": Mutant(
        "numbers are given before the commit, and readers pass over those that come late",
        (
            (ShopSource, "events_since", with_holes),
            (tail, "_follow", anything_follows),
            (AgentSubscription, "_read_batch", read_unchecked),
        ),
    ),
    "nodedupe": Mutant("an op sent twice is done twice", ((DatabaseOps, "_basis", without_cid),)),
    "ackfirst": Mutant("ops are acknowledged before they are durable", ((Asked, "_perform", ack_first),)),
    "snapfirst": Mutant(
        "the position is read after the data of a snapshot", ((ShopSource, "agent_snapshot", agent_position_later),)
    ),
    "snapfirst_visitor": Mutant("the same, for visitors", ((ShopSource, "visitor_snapshot", visitor_position_later),)),
    "racelive": Mutant(
        "something is awaited between comparing positions and going live",
        ((AgentSubscription, "_catch_up", live_after_a_while),),
    ),
    "subonly": Mutant("clients go live without catching up", ((AgentSubscription, "_catch_up", live_at_once),)),
    "dropslow": Mutant(
        "frames for a slow client are dropped and the chain does not show it",
        ((AgentSubscription, "offer", drop_silently),),
    ),
    "noprev": Mutant(
        "frames are dropped, the chain shows it, the client does not look",
        ((Wire, "drops_events", True), (World, "mends", "chain")),
    ),
    "nohb": Mutant(
        "the last frame is dropped and heartbeats do not say the position",
        ((Wire, "drops_events", True), (World, "mends", "position")),
        {"_stalls": 60, "_cuts": 0, "_darkens": 0, "_reloads": 0, "_crashes": 0, "_restores": 0, "_wakes": 0},
    ),
    "noepoch": Mutant("a restored database says it is the same", ((World, "keeps_epoch", True),)),
    "curpersist": Mutant("the position outlives the state it belongs to", ((World, "forgets_state_only", True),)),
    "nofloor": Mutant(
        "nobody looks at the floor when a client resumes",
        (
            (ShopSource, "position", position_without_floor),
            (ShopSource, "positions", positions_without_floor),
            (ShopSource, "events_since", events_without_floor),
            (AgentSubscription, "_read_batch", read_unchecked),
        ),
        {"_trims": 20, "_crashes": 8},
    ),
    "notrimcheck": Mutant(
        "nobody looks at the floor while catching up",
        ((AgentSubscription, "_read_batch", read_unchecked),),
        {"_cuts": 30},
        surroundings=((ShopSource, "events_since", trimmed_meanwhile),),
    ),
    "notailcheck": Mutant(
        "a node does not look at the floor, nor for holes, when it reads on",
        ((tail.Tail, "_read_batch", tail_unchecked),),
        {"_trims": 40},
    ),
    "noacl": Mutant("live events go to every agent", ((Audience, "deliver", to_everybody),)),
    "noacl_catchup": Mutant(
        "catching up does not ask who may see it now", ((AgentSubscription, "_may_have", lambda *_: True),)
    ),
    "noacl_visitor": Mutant(
        "a visitor hears the events of another's conversation", ((Audience, "deliver", any_visitor_event),)
    ),
    "sightback": Mutant(
        "sight that changed and changed back is not noticed",
        ((agent_subscription, "may_alter_sight", nothing),),
        {"_acts_elsewhere": 80, "_darkens": 8, "_reloads": 0, "_crashes": 0, "_trims": 0, "_restores": 0},
        ("members", "members", "members", "group", "group"),
    ),
    "latehello": Mutant(
        "a hello that comes late closes its successor",
        ((Registry, "know", know_uncounted),),
        {"_cuts": 60, "_reloads": 0, "_crashes": 0, "_restores": 0},
        surroundings=((Wire, "rise", rise_late), (Wire, "cut", given_up)),
    ),
    "hintonly": Mutant("a lost hint is not made up for by a poll", ((Hub, "_poll", never_poll),)),
    "nohole_visitor": Mutant(
        "a visitor's client is not caught up",
        ((VisitorSubscription, "_in_ring", lambda self, pos: []),),
        {"_cuts": 30},
        surroundings=((nodes, "LIMITS", Limits(ring_events=50, batch=3)),),
    ),
}

# Wrong in one place and mended in another: these must not be caught.
HARMLESS = {
    "dropslow_chain": Mutant(
        "frames for a slow client are dropped, and the chain shows it", ((Wire, "drops_events", True),)
    ),
}
