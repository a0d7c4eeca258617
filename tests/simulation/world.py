"""One run: pages, nodes, a shop, a network, faults; then quiet, when everybody must agree with the database."""

import asyncio
import json
import logging
import random
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

import msgspec

from tests.simulation.loop import passing
from tests.simulation.network import Wire
from tests.simulation.nodes import Node
from tests.simulation.pages import Deed, Pages
from tests.simulation.shop import ACTS, START, VISITORS, Shop, W
from tests.simulation.watch import Violation, Watch
from zuruf.domain.event import Committed
from zuruf.errors import ZurufError
from zuruf.realtime.frames import Snap
from zuruf.realtime.source import Caller, Refused

STEPS = 90
RETAINED = 12  # events that stay above the floor when it is raised
T = TypeVar("T")


def at_once(coroutine: Coroutine[Any, Any, T]) -> T:
    """The inline database never waits."""
    try:
        coroutine.send(None)
    except StopIteration as ended:
        return ended.value
    raise AssertionError("expected a query that does not wait")


class _Errors(logging.Handler):
    def __init__(self, world: "World") -> None:
        super().__init__(logging.ERROR)
        self._world = world

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        self._world.failed(error or RuntimeError(record.getMessage()))


class World:
    """`seed` decides everything."""

    keeps_epoch = False  # mutants
    forgets_state_only = False
    mends = ""  # what the client does not look at: "chain", "position"
    acts = ACTS
    more: Mapping[str, int] = {}  # weights of steps

    def __init__(self, seed: int, pages: Pages) -> None:
        self.chance = random.Random(seed)
        self.seed = seed
        self.pages = pages
        self.hints = 0.6
        self.shop = Shop(lambda: START + int(1000 * asyncio.get_running_loop().time()))
        self.watch = Watch(self.shop)
        self.nodes: list[Node] = []
        self.acting: Node | None = None
        self.wires: dict[tuple[str, int], Wire] = {}
        self.backup: bytes | None = None
        self.epoch = 1
        self.is_quiet = False
        self._said = 0
        self._timer: asyncio.TimerHandle | None = None
        self._failed: BaseException | None = None

    @property
    def people(self) -> list[str]:
        return [*self.shop.agents, *VISITORS]

    # --- the run ---

    async def run(self) -> None:
        asyncio.get_running_loop().set_exception_handler(self._broken)
        with self._failures():
            await self._live()

    async def _live(self) -> None:
        await self._open()
        for _ in range(STEPS):
            await passing(self.chance.expovariate(4))
            await self._step()
            self._check()
        await self._quiet()
        await self._agree("20 s after everything is quiet")
        await self._last_word()
        await passing(3)
        await self._agree("3 s after the last change")
        self.watch.check_acks()
        self._check()

    async def _open(self) -> None:
        self.shop.acts = self.acts
        await self.shop.open()
        self.shop.database.on_commit(self._committed)
        self.nodes = [Node(self, "n1"), Node(self, "n2")]
        self.pages.did = self._did
        self.pages.now = lambda: asyncio.get_running_loop().time() * 1000
        self.tell("begin", seed=self.seed)
        await self._message("vera")
        watching = (await self.shop.conversation_of("vera")).id
        for who in self.people:
            kind = "visitor" if who in VISITORS else "agent"
            about = {"instance": f"tab of {who}", "watching": watching if kind == "agent" else ""}
            self.tell("page", id=who, kind=kind, mends=self.mends, **about)

    async def _message(self, who: str) -> None:
        from zuruf.actions.messages import SendVisitorMessage, send_visitor_message
        from zuruf.domain.actor import Actor

        fields = {"browser_id": self.shop.browsers[who], "text": f"first of {who}", "tab": "tab"}
        await self.shop.act(
            Actor("visitor", self.shop.visitors[who]), send_visitor_message, SendVisitorMessage, **fields
        )

    def _check(self) -> None:
        if self.watch.broken:
            raise self.watch.broken
        if self._failed:
            raise self._failed
        self.watch.check_effects()

    @contextmanager
    def _failures(self) -> Iterator[None]:
        """An error in the log is a failure, too."""
        log = logging.getLogger("zuruf")
        handler = _Errors(self)
        log.addHandler(handler)
        try:
            yield
        finally:
            log.removeHandler(handler)

    def failed(self, error: BaseException) -> None:
        self._failed = self._failed or error

    def _broken(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        self.failed(context.get("exception") or RuntimeError(context["message"]))

    # --- steps ---

    async def _step(self) -> None:
        steps = {
            self._says_something: 30,
            self._acts_elsewhere: 22,
            self._reads: 6,
            self._types: 4,
            self._cuts: 9,
            self._stalls: 6,
            self._darkens: 4,
            self._wakes: 3,
            self._reloads: 3,
            self._crashes: 3,
            self._trims: 4,
            self._backs_up: 3,
            self._restores: 2,
        }
        weights = [self.more.get(step.__name__, weight) for step, weight in steps.items()]
        (step,) = self.chance.choices(list(steps), weights=weights)
        result = step()
        if result is not None:
            await result

    async def _says_something(self) -> None:
        who = self.chance.choice(self.people)
        self._said += 1
        text = f"{who} says {self._said}"
        if who in VISITORS:
            self.tell("submit", id=who, op={"type": "message.send", "text": text, "page": "tab"})
            return
        conversation = await self.shop.conversation_of(self.chance.choice(VISITORS))
        if conversation is not None:
            kind = self.chance.choice(("reply", "reply", "comment"))
            op = {"type": "message.send", "text": text, "conversation": conversation.id, "kind": kind}
            self.tell("submit", id=who, op=op)

    async def _acts_elsewhere(self) -> None:
        self.acting = self.chance.choice(self.nodes)
        with suppress(ZurufError):  # what is not possible now
            await self.shop.something(self.chance)

    async def _reads(self) -> None:
        who = self.chance.choice(self.people)
        conversation = await self.shop.conversation_of(who if who in VISITORS else "vera")
        if conversation is not None:
            seq = conversation.visitor_head if who in VISITORS else conversation.seq
            about = {} if who in VISITORS else {"conversation": conversation.id}
            self.tell("submit", id=who, op={"type": "conversation.read", "seq": seq, **about})

    async def _types(self) -> None:
        conversation = await self.shop.conversation_of("vera")
        self.tell("say", id=self.chance.choice(self.people), say={"type": "typing", "conversation": conversation.id})

    def _living(self) -> list[Wire]:
        return [wire for wire in self.wires.values() if not wire.is_over and not wire.is_dark]

    def _cuts(self) -> None:
        if living := self._living():
            self.chance.choice(living).cut()

    def _stalls(self) -> None:
        if living := self._living():
            self.chance.choice(living).stall(self.chance.choice((0.5, 2, 8, 15)))

    def _darkens(self) -> None:
        if living := self._living():
            self.chance.choice(living).is_dark = True

    def _wakes(self) -> None:
        self.tell("online", id=self.chance.choice(self.people))

    def _reloads(self) -> None:
        self.tell("forget" if self.forgets_state_only else "reload", id=self.chance.choice(self.people))

    def _crashes(self) -> None:
        self._crash(self.chance.randrange(2))

    def _crash(self, n: int) -> None:
        node = self.nodes[n]
        node.crash()
        self.nodes[n] = Node(self, node.name)
        for wire in list(self.wires.values()):
            if wire.node is node:
                wire.cut()

    def _trims(self) -> None:
        update = "update streams set floor = max(floor, head - ?)"
        self.shop.connection.execute(update, (self.chance.randrange(RETAINED),))

    def _backs_up(self) -> None:
        self.backup = self.shop.connection.serialize("main")

    def _restores(self) -> None:
        """Everything stops; the database is as it was; a new epoch says so (R8)."""
        if self.backup is None:
            return
        before = self._texts()
        self._crash(0)
        self._crash(1)
        self.shop.connection.deserialize("main", self.backup)
        if not self.keeps_epoch:
            self.epoch += 1
            self.shop.connection.execute("update streams set epoch = ?", (f"epoch-{self.epoch}",))
        self.watch.restored(at_once(self.shop.database.read_stream(W)).head, before - self._texts())

    def _texts(self) -> set[str]:
        return {str(row[0]) for row in self.shop.connection.execute("select text from messages").fetchall()}

    # --- quiet ---

    async def _quiet(self) -> None:
        """Faults end; what was cut is noticed, everybody comes back and gets everything done."""
        self.is_quiet = True
        for wire in self.wires.values():
            wire.is_stalled = False
            wire._fall()
        for _ in range(300):
            await passing(1)
            self._check()
            states = [self.tell("shown", id=who)["status"] for who in self.people]
            unanswered = self.watch.texts.keys() - self.watch.acked - self.watch.refused.keys()
            is_dark = any(self._newest(who).is_dark for who in self.people)
            if states == ["live"] * len(states) and not is_dark and all(map(self._is_there, unanswered)):
                break
        else:
            raise Violation(f"V12: not all are back after 300 s: {dict(zip(self.people, states, strict=True))}")
        await passing(20)

    def _newest(self, who: str) -> Wire:
        return self.wires[max(key for key in self.wires if key[0] == who)]

    def _is_there(self, cid: str) -> bool:
        return self.watch.texts[cid] in self._texts() | self.watch.lost

    async def _last_word(self) -> None:
        for _ in range(3):
            await self._acts_elsewhere()
            await self._says_something()

    async def _agree(self, when: str) -> None:
        self._check()
        source = self.nodes[0].source
        for who in self.people:
            shown = self.tell("shown", id=who)
            if shown["status"] != "live":
                raise Violation(f"V12: {who} is {shown['status']} {when}")
            if who in VISITORS:
                scene = await source.visitor_snapshot(W, self.shop.visitors[who])
                snap = Snap(part=0, last=True, cursor=str(scene.head), visitor=scene.snapshot)
                fresh = self.tell("from", kind="visitor", frames=[json.loads(msgspec.json.encode(snap))])
                same_for_visitor(who, when, shown, fresh)
            else:
                watching = (await self.shop.conversation_of("vera")).id
                agent = await source.agent_snapshot(W, self.shop.agents[who], watching)
                last = len(agent.parts) - 1
                snaps = [
                    Snap(part=n, last=n == last, cursor=str(agent.head), agent=part)
                    for n, part in enumerate(agent.parts)
                ]
                fresh = self.tell("from", kind="agent", frames=[json.loads(msgspec.json.encode(one)) for one in snaps])
                same_for_agent(who, when, shown, fresh, watching)

    # --- plumbing ---

    def tell(self, do: str, **about: Any) -> Any:
        answer = self.pages.tell(do, **about)
        self._set_timer()
        return answer

    def _set_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        if self.pages.next is not None:
            self._timer = asyncio.get_running_loop().call_at(self.pages.next / 1000 + 1e-6, self._tick)

    def _tick(self) -> None:
        self._timer = None
        self.tell("tick")

    def _committed(self, committed: Committed) -> None:
        source = self.nodes[0].source
        rows = self.shop.connection.execute("select id from conversations").fetchall()
        ids = frozenset(str(row[0]) for row in rows)
        sight = {who: at_once(source.may_see_now(W, id, ids)) for who, id in self.shop.agents.items()}
        self.watch.committed(committed, sight)
        if self.acting and not self.acting.is_dead and self.chance.random() < 0.9:
            self.acting.hub.committed(committed)

    def _did(self, deed: Deed) -> None:
        match deed:
            case ["open", page, number]:
                wire = Wire(page, number, self.pages, self.chance, self.watch.sends)
                wire.tell = self.tell
                self.wires[page, number] = wire
                asyncio.get_running_loop().call_later(self.chance.uniform(0.001, 0.05), self._connect, wire)
            case ["send", page, number, text]:
                self.wires[page, number].rise(text)
            case ["close", page, number]:
                wire = self.wires[page, number]
                wire.is_over = True
                wire.rise(None)
            case [what, page, *about]:
                self.watch.did(what, page, *about)
            case _:
                raise AssertionError(deed)

    def _connect(self, wire: Wire) -> None:
        if wire.is_over or wire.is_dark:
            return
        wire.node = self.chance.choice(self.nodes)
        kind: Any = "visitor" if wire.page in VISITORS else "agent"
        credential = "" if kind == "visitor" else wire.page
        try:
            wire.session = wire.node.hub.admit(Caller(kind=kind, address=wire.page, credential=credential))
        except Refused:
            wire.tell_page(1006)
            return
        wire.session.opened(wire)
        self.tell("opened", id=wire.page, number=wire.number)


def same_for_visitor(who: str, when: str, shown: dict[str, Any], fresh: dict[str, Any]) -> None:
    # The view's number only orders views; what came last may have changed nothing of it.
    for state in (shown, fresh):
        state["conversation"] = state["conversation"] and {**state["conversation"], "seq": 0}
    for name in ("conversation", "name", "email"):
        _same(who, when, name, shown[name], fresh[name])
    for name in ("messages", "lines"):
        _same(who, when, name, shown[name][-len(fresh[name]) :] if fresh[name] else [], fresh[name])
    if shown["pending"]:
        raise Violation(f"V2: {who} still waits for {shown['pending']} {when}")


def same_for_agent(who: str, when: str, shown: dict[str, Any], fresh: dict[str, Any], watching: str) -> None:
    for name in ("workspace", "agents", "groups", "websites"):
        _same(who, when, name, shown[name], fresh[name])
    closed = {
        id for id, one in shown["conversations"].items() if not one["is_open"] and id not in fresh["conversations"]
    }
    present = {id: one for id, one in shown["conversations"].items() if id not in closed}
    _same(who, when, "conversations", present, fresh["conversations"])
    _same(who, when, "alerts", numbers(shown["alerts"]), numbers(fresh["alerts"]))
    there, should = shown["threads"].get(watching), fresh["threads"].get(watching)
    if there and should and there["isLoaded"]:
        for name in ("messages", "history"):
            _same(who, when, name, there[name][-len(should[name]) :] if should[name] else [], should[name])


def numbers(alerts: list[dict[str, Any]]) -> list[int]:
    return sorted(alert["seq"] for alert in alerts)


def _same(who: str, when: str, name: str, shown: Any, fresh: Any) -> None:
    different = list(differences(unordered(shown), unordered(fresh), name))
    if different:
        raise Violation(f"R5/V9/V12: {who} {when}: {different[:6]}")


def unordered(value: Any) -> Any:
    """Who takes part is a set; its order in a snapshot is not that of the events."""
    if isinstance(value, list):
        return [unordered(one) for one in value]
    if not isinstance(value, dict):
        return value
    sets = {"participations": "agent_id", "agents": "id"}
    return {
        name: sorted(one, key=lambda row: row[sets[name]]) if name in sets and isinstance(one, list) else unordered(one)
        for name, one in value.items()
    }


def differences(shown: Any, fresh: Any, at: str) -> Iterator[str]:
    if isinstance(shown, dict) and isinstance(fresh, dict):
        for name in sorted(shown.keys() | fresh.keys()):
            yield from differences(shown.get(name), fresh.get(name), f"{at}.{name}")
    elif isinstance(shown, list) and isinstance(fresh, list) and len(shown) == len(fresh):
        for n, (one, other) in enumerate(zip(shown, fresh, strict=True)):
            yield from differences(one, other, f"{at}[{n}]")
    elif shown != fresh:
        yield f"{at}: shown {json.dumps(shown)[:300]}, fresh {json.dumps(fresh)[:300]}"
