"""One socket of a client from the handshake to its end: who it is, and where what it sends goes."""

import logging
from typing import Protocol

import msgspec

from zuruf.errors import Forbidden, Unauthenticated
from zuruf.realtime.agent_subscription import AgentSubscription
from zuruf.realtime.asked import Asked, refused_letters
from zuruf.realtime.clock import Timer
from zuruf.realtime.envelope import heartbeat
from zuruf.realtime.frames import (
    CLOSE_AUTH,
    CLOSE_BAD_FRAME,
    CLOSE_FORBIDDEN,
    CLOSE_LIMITS,
    CLOSE_RESYNC,
    VERSION,
    Ack,
    Bye,
    Hello,
    Incoming,
    Op,
    Ping,
    Say,
    Welcome,
)
from zuruf.realtime.limits import FRAME_IN, FRAMES, HELLO_SECONDS, SILENT_SECONDS, Bucket
from zuruf.realtime.line import Line, Socket
from zuruf.realtime.node import Node
from zuruf.realtime.said import Said
from zuruf.realtime.source import Caller, Principal
from zuruf.realtime.visitor_subscription import VisitorSubscription

log = logging.getLogger(__name__)
_decode = msgspec.json.Decoder(Incoming).decode


class Session(Protocol):
    """What an adapter drives; none of these block or raise."""

    def opened(self, socket: Socket) -> None:
        """The upgrade is done."""
        ...

    def received(self, frame: bytes) -> None:
        """A whole text frame in valid UTF-8."""
        ...

    def closed(self) -> None:
        """The connection is gone, whoever closed it."""
        ...


class Client:
    """The session of a console, a widget's frame or a loader."""

    def __init__(self, node: Node, caller: Caller) -> None:
        self.caller = caller
        self.principal: Principal | None = None
        self.instance = ""
        self.attempt = 0
        self.subscription: AgentSubscription | VisitorSubscription | None = None
        self._node = node
        self._connection = node.next_connection()
        self._frames = Bucket(FRAMES, node.clock.monotonic())
        self._heard = node.clock.monotonic()
        self._has_said_hello = self._is_over = False
        self._said: Said | None = None
        self._line: Line
        self._asked: Asked
        self._hello_timer: Timer

    def opened(self, socket: Socket) -> None:
        """Waits for the hello."""
        node = self._node
        self._line = Line(socket, node.clock, node.waiting, self._over)
        self._asked = Asked(node, self._line, is_agent=self.caller.kind == "agent")
        self._hello_timer = node.clock.after(
            HELLO_SECONDS, lambda: self.end(CLOSE_AUTH, "expected a hello within 10 s")
        )
        node.registry.add(self)
        if node.is_leaving:
            self.end(CLOSE_LIMITS, "the server is going away")

    def received(self, frame: bytes) -> None:
        """Anything unexpected closes this socket and nothing else."""
        if self._line.is_closed:
            return
        self._heard = self._node.clock.monotonic()
        if len(frame) > FRAME_IN or not self._frames.take(self._heard):
            self.end(CLOSE_LIMITS, "too much")
            return
        try:
            incoming: Incoming = _decode(frame)
        except (msgspec.DecodeError, RecursionError):
            self._refuse(frame)
            return
        self._take(incoming)
        self._is_alive()

    def closed(self) -> None:
        """The socket is gone."""
        self._line.end()
        self._over()

    def end(self, code: int, reason: str) -> None:
        """Closes it from our side."""
        self._line.close(code, reason)

    def revoke(self, code: int, reason: str) -> None:
        """Closes it, and what was asked but not begun is not done."""
        self._asked.drop()
        self.end(code, reason)

    def leave(self, code: int, retry_in: int, reason: str) -> None:
        """Closes it and says when to come back (ms)."""
        self._line.send(msgspec.json.encode(Bye(code=code, retry_in=retry_in)))
        self.end(code, reason)

    def say(self, frame: bytes) -> bool:
        """A signal, which may be dropped; whether it was not."""
        return self._line.say(frame)

    def beat(self, now: float) -> None:
        """Every 15 s: says where the client should be, or notices that nothing comes from it any more."""
        if self.principal is None:
            return
        # A loader only listens.
        if self.principal.kind != "browser" and now - self._heard > SILENT_SECONDS:
            self.end(CLOSE_RESYNC, "silent")
            return
        self._pong()

    def _refuse(self, frame: bytes) -> None:
        """An op with half a letter in it is refused as such: closing would let its sender come back with it again and again."""
        refusal = refused_letters(frame)
        if refusal is None:
            self.end(CLOSE_BAD_FRAME, "expected a frame of this protocol")
            return
        self._line.send(msgspec.json.encode(refusal))
        self._is_alive()

    def _take(self, incoming: Incoming) -> None:
        match incoming:
            case Hello() if not self._has_said_hello:
                self._hello(incoming)
            case Hello():
                self.end(CLOSE_BAD_FRAME, "expected one hello")
            case _ if not self._has_said_hello:
                self.end(CLOSE_BAD_FRAME, "expected a hello first")
            case Op() if self.caller.kind == "browser":
                self.end(CLOSE_BAD_FRAME, "this socket only listens")
            case Op():
                self._asked.put(incoming)
            case Say():
                if self._said:
                    self._said.take(incoming)
            case Ping():
                self._pong()
            case Ack():
                pass

    def _hello(self, hello: Hello) -> None:
        self._has_said_hello = True
        if hello.v != VERSION:
            self.end(CLOSE_BAD_FRAME, f"expected version {VERSION}")
        elif not self._node.admits_hello():
            self.leave(CLOSE_LIMITS, self._node.soon(), "too many at once")
        else:
            self.instance, self.attempt = hello.instance[:64], hello.attempt
            self._node.errands.run(self._begin(hello))

    async def _begin(self, hello: Hello) -> None:
        self._node.arriving += 1
        try:
            await self._arrive(hello)
        except Unauthenticated as error:
            self.end(CLOSE_AUTH, error.code)
        except Forbidden as error:
            self.end(CLOSE_FORBIDDEN, error.code)
        except Exception:
            log.exception("A hello failed")
            self.leave(CLOSE_RESYNC, self._node.soon(), "try again")
        finally:
            self._node.arriving -= 1
        if self.principal:
            self._asked.start(self.principal)

    async def _arrive(self, hello: Hello) -> None:
        principal = await self._node.source.authenticate(self.caller, hello)
        self._hello_timer.cancel()
        if self._line.is_closed:
            # Gone before it was known who they are; what they asked for is done nevertheless.
            self._asked.start(principal)
            return
        if not self._node.registry.know(self, principal):
            return
        self.principal = principal
        self._is_alive()
        await self._subscribe(principal, hello)
        if not self._line.is_closed:
            self._node.says.arrived(principal)

    async def _subscribe(self, principal: Principal, hello: Hello) -> None:
        room = await self._node.rooms.enter(principal.workspace_id)
        if self._line.is_closed:
            return
        if principal.kind == "browser":
            welcome = Welcome(epoch=room.tail.epoch, mode="resume", me=principal.id, now=self._node.clock.now())
            self._line.send(msgspec.json.encode(welcome))
            return
        kind = AgentSubscription if principal.kind == "agent" else VisitorSubscription
        subscription = kind(self._node, room.tail, self._line, principal)
        self.subscription = subscription
        self._said = Said(self._node, room, subscription)
        await subscription.begin(hello)

    def _pong(self) -> None:
        cursor = self.subscription.cursor() if self.subscription else ""
        if self.principal and cursor is not None:
            self._line.send(heartbeat(cursor, self._node.clock.now()))

    def _is_alive(self) -> None:
        if self.principal and self.principal.kind == "agent" and not self._line.is_closed:
            self._node.leases.alive(self.principal.workspace_id, self.principal.id, self._connection)

    def _over(self) -> None:
        if self._is_over:
            return
        self._is_over = True
        self._hello_timer.cancel()
        self._node.registry.remove(self)
        if self.subscription:
            self.subscription.end()
        if self._said:
            self._said.end()
        if self.principal:
            if self.principal.kind == "agent":
                self._node.leases.closed(self.principal.workspace_id, self.principal.id, self._connection)
            self._node.says.left(self.principal)
