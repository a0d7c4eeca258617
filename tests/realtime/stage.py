"""A hub in virtual time over a small product in memory, and clients that keep what they are told."""

import asyncio
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from tests.simulation.loop import passing
from zuruf.domain.agent import Presence
from zuruf.domain.event import Committed, StoredEvent
from zuruf.errors import Unauthenticated
from zuruf.realtime.bus import MemoryBus
from zuruf.realtime.clock import LoopClock
from zuruf.realtime.frames import AgentSnapshot, Hello, Op, VisitorSnapshot
from zuruf.realtime.hub import Hub
from zuruf.realtime.limits import Limits
from zuruf.realtime.source import (
    AgentScene,
    Caller,
    Done,
    Kind,
    Position,
    Principal,
    Rights,
    Sighting,
    Sign,
    Slice,
    VisitorScene,
)

W = "wsp_1"
START = 1_800_000_000_000


def clock() -> LoopClock:
    """Virtual: the time of day follows the loop."""
    return LoopClock(lambda: START + int(1000 * asyncio.get_running_loop().time()))


class Product:
    """Source, Ops, Signs and Says in memory. A client's state of a conversation is the seq that changed it last."""

    def __init__(self) -> None:
        self.epoch = "e1"
        self.floor = 0
        self.events: list[StoredEvent] = []
        self.rights: dict[str, Rights | None] = {}
        self.audiences: dict[str, frozenset[str]] = {}
        self.visitors: dict[str, str] = {}
        self.online: dict[str, Sighting] = {}
        self.visitor_heads: dict[str, int] = {}
        self.signs: dict[str, Sign] = {}
        self.renewed: list[tuple[str, int]] = []
        self.active_agents: list[str] = []
        self.done: list[tuple[Principal, Op]] = []
        self.presence: list[dict[str, Presence]] = []
        self.arrived_: list[Principal] = []
        self.reads: list[str] = []
        self.showing_typed = False
        self.failing: dict[str, Exception] = {}
        self._gates: dict[str, asyncio.Event] = {}
        self.answer: Done | Exception = Done(id="msg_1", seq=1)

    # --- what tests do ---

    def hold(self, read: str) -> asyncio.Event:
        """The next reads of this name have read, but do not return until the event is set."""
        gate = self._gates[read] = asyncio.Event()
        return gate

    def commit(self, *events: StoredEvent) -> Committed:
        first = len(self.events)
        for unnumbered in events:
            event = replace(unnumbered, seq=self.head + 1, body=body_of(unnumbered, self.head + 1))
            self.events.append(event)
            if event.conversation_id:
                if event.to is None:
                    self.audiences[event.conversation_id] = event.topics
                if event.visitor_seq:
                    self.visitor_heads[event.conversation_id] = event.visitor_seq
        return Committed(workspace_id=W, epoch=self.epoch, head=self.head, events=tuple(self.events[first:]))

    def event(
        self, conversation: str | None = "cnv_1", topics: Sequence[str] = ("agents",), **more: Any
    ) -> StoredEvent:
        seq = more.pop("seq", self.head + 1)
        fields: dict[str, Any] = {
            "type": "visitor.changed",
            "at": START,
            "actor": "system:",
            "conversation_id": conversation,
            "topics": frozenset(topics),
            "to": None,
            "cid": None,
            "body": b'{"n":%d}' % seq,
        }
        return StoredEvent(seq=seq, **(fields | more))

    def for_visitor(self, conversation: str = "cnv_1", topics: Sequence[str] = ("agents",), **more: Any) -> StoredEvent:
        seq = self.visitor_heads.get(conversation, 0) + 1
        return self.event(conversation, topics, visitor_seq=seq, visitor_body=b'{"v":%d}' % seq, **more)

    @property
    def head(self) -> int:
        return self.events[-1].seq if self.events else 0

    def trim(self, floor: int) -> None:
        self.floor = floor

    def state_of(self, agent_id: str) -> dict[str, int]:
        state: dict[str, int] = {}
        rights = self.rights[agent_id]
        for event in self.events:
            topics = self.audiences.get(event.conversation_id or "", frozenset())
            if event.conversation_id and rights and topics & rights.topics:
                state[event.conversation_id] = event.seq
        return state

    # --- Source ---

    async def _read(self, name: str) -> None:
        self.reads.append(name)
        if name in self.failing:
            raise self.failing[name]
        gate = self._gates.get(name)
        # A read lets the others on at least once, as a database does; no time passes.
        await (gate.wait() if gate else asyncio.sleep(0))

    async def position(self, workspace_id: str) -> Position:
        answer = Position(self.epoch, self.head, self.floor)
        await self._read("position")
        return answer

    async def positions(self, workspace_ids: Sequence[str]) -> Mapping[str, Position]:
        answer = {workspace_id: Position(self.epoch, self.head, self.floor) for workspace_id in workspace_ids}
        await self._read("positions")
        return answer

    async def events_since(self, workspace_id: str, pos: int, limit: int) -> Slice:
        events = [event for event in self.events if event.seq > max(pos, self.floor)][:limit]
        answer = Slice(self.epoch, self.head, self.floor, events)
        await self._read("events_since")
        return answer

    async def agent_snapshot(self, workspace_id: str, agent_id: str, watching: str) -> AgentScene:
        rights = self.rights[agent_id]
        assert rights
        part = AgentSnapshot(reads=self.state_of(agent_id), watching=watching)
        answer = AgentScene(epoch=self.epoch, head=self.head, rights=rights, parts=[part, AgentSnapshot()])
        await self._read("agent_snapshot")
        return answer

    async def visitor_snapshot(self, workspace_id: str, visitor_id: str) -> VisitorScene:
        conversation = self.visitors.get(visitor_id)
        head = self.visitor_heads.get(conversation or "", 0)
        snapshot = VisitorSnapshot(conversation=None, messages=[], lines=[], read=head, has_more=False)
        answer = VisitorScene(epoch=self.epoch, head=head, conversation_id=conversation, snapshot=snapshot)
        await self._read("visitor_snapshot")
        return answer

    async def authenticate(self, caller: Caller, hello: Hello) -> Principal:
        id = hello.token or caller.credential
        await self._read("authenticate")
        if not id:
            raise Unauthenticated("unknown", "Nobody is known by that.")
        return Principal(
            workspace_id=W,
            kind=caller.kind,
            id=id,
            name=id.title(),
            session_id=caller.credential,
            conversation_id=self.visitors.get(id) if caller.kind == "visitor" else None,
        )

    async def rights_of(self, workspace_id: str, agent_id: str) -> Rights | None:
        answer = self.rights[agent_id]
        await self._read("rights_of")
        return answer

    async def may_see_now(self, workspace_id: str, agent_id: str, conversation_ids: frozenset[str]) -> frozenset[str]:
        rights = self.rights[agent_id]
        answer = frozenset(id for id in conversation_ids if rights and self.audiences[id] & rights.topics)
        await self._read("may_see_now")
        return answer

    async def audience_of(self, workspace_id: str, conversation_id: str) -> frozenset[str]:
        answer = self.audiences.get(conversation_id, frozenset())
        await self._read("audience_of")
        return answer

    async def shows_typed(self, workspace_id: str, website_id: str) -> bool:
        answer = self.showing_typed
        await self._read("shows_typed")
        return answer

    async def online_now(self, workspace_id: str, browser_ids: frozenset[str]) -> Mapping[str, Sighting]:
        answer = {browser_id: self.online[browser_id] for browser_id in browser_ids if browser_id in self.online}
        await self._read("online_now")
        return answer

    # --- Ops, Signs, Says ---

    async def perform(self, principal: Principal, op: Op) -> Done:
        self.done.append((principal, op))
        answer = self.answer
        await self._read("perform")
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def active(self, workspace_id: str, agent_id: str) -> None:
        self.active_agents.append(agent_id)

    async def renew(self, workspace_id: str, agent_id: str, connection: str, until: int) -> None:
        self.renewed.append((agent_id, until - START))

    async def end(self, workspace_id: str, agent_id: str, connection: str, until: int) -> None:
        self.renewed.append((agent_id, until - START))

    async def signs_of(self, workspace_id: str) -> Mapping[str, Sign]:
        return dict(self.signs)

    def arrived(self, principal: Principal) -> None:
        self.arrived_.append(principal)

    def left(self, principal: Principal) -> None:
        self.arrived_.remove(principal)

    def went_to(self, principal: Principal, url: str) -> None:
        self.reads.append(f"went to {url}")

    def presence_changed(self, workspace_id: str, presence: Mapping[str, Presence]) -> None:
        self.presence.append(dict(presence))


@dataclass
class Client:
    """A socket and everything that came over it. `room`: bytes the network takes before it stops."""

    session: Any
    frames: list[dict[str, Any]] = field(default_factory=list)
    closed: tuple[int, str] | None = None
    waiting: int = 0
    takes: bool = True

    # --- Socket ---

    def send(self, frame: bytes) -> None:
        if not self.takes:
            self.waiting += len(frame)
        self.frames.append(json.loads(frame))

    def buffered(self) -> int:
        return self.waiting

    def close(self, code: int, reason: str = "") -> None:
        self.closed = (code, reason)

    # --- the person ---

    def says(self, **frame: Any) -> None:
        self.session.received(json.dumps(frame).encode())

    def gone(self) -> None:
        self.session.closed()

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [frame for frame in self.unpacked() if frame["f"] == kind]

    def signals(self, kind: str) -> list[dict[str, Any]]:
        return [frame["eph"] for frame in self.of("eph") if frame["eph"]["type"] == kind]

    def unpacked(self) -> list[dict[str, Any]]:
        return [one for frame in self.frames for one in (frame["frames"] if frame["f"] == "batch" else [frame])]

    @property
    def code(self) -> int | None:
        return self.closed[0] if self.closed else None

    @property
    def epoch(self) -> str:
        return self.of("welcome")[-1]["epoch"]

    def cursor(self) -> str:
        """The end of the chain, which is checked on the way (V4)."""
        cursor = None
        for frame in self.unpacked():
            if frame["f"] == "welcome" and frame["mode"] == "snapshot":
                cursor = None
            elif frame["f"] == "snap" and frame["last"]:
                cursor = frame["cursor"]
            elif frame["f"] in ("ev", "adv"):
                assert cursor in (None, frame["prev"]), f"expected prev {cursor}: {frame}"
                cursor = frame["cur"]
            elif frame["f"] == "hb":
                assert cursor in (None, frame["cur"]), f"expected a heartbeat at {cursor}: {frame}"
        assert cursor is not None
        return cursor

    def seqs(self) -> list[int]:
        return [frame["seq"] for frame in self.of("ev")]


class Stage:
    """One hub, started."""

    def __init__(self, product: Product | None = None, *, bus: MemoryBus | None = None, **limits: int) -> None:
        self.product = product or Product()
        self.hub = Hub(
            name="n1",
            source=self.product,
            ops=self.product,
            signs=self.product,
            says=self.product,
            clock=clock(),
            jitter=random.Random(1),
            bus=bus or MemoryBus(),
            limits=replace(Limits(), **limits),
        )
        self.hub.start()
        for agent in ("anna", "ben"):
            self.product.rights.setdefault(agent, Rights(frozenset({"workspace", "agents", f"agent:{agent}"}), "all"))
            self.product.signs.setdefault(agent, Sign("online", None))

    def connect(self, kind: Kind = "agent", address: str = "1.2.3.4", credential: str = "") -> Client:
        client = Client(self.hub.admit(Caller(kind=kind, address=address, credential=credential)))
        client.session.opened(client)
        return client

    async def arrive(self, who: str = "anna", kind: Kind = "agent", **hello: Any) -> Client:
        """Connected and greeted."""
        client = self.connect(kind, credential=who if kind == "agent" else "")
        client.says(f="hello", **({"v": 1, "instance": "", "token": "" if kind == "agent" else who} | hello))
        await passing(0.01)
        return client

    async def commit(self, *events: StoredEvent) -> None:
        """Here, on this node."""
        self.hub.committed(self.product.commit(*events))
        await passing(0.01)


def body_of(event: StoredEvent, seq: int) -> bytes:
    if event.type == "agent.changed":
        return b'{"agent":{"id":"ben","is_active":true}}'
    return b'{"n":%d}' % seq
