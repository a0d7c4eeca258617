"""Sockets by ASGI and websockets: the fallback when picows does not fit, behind the same contract tests."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from zuruf.realtime.frames import CLOSE_BAD_FRAME
from zuruf.realtime.session import Session
from zuruf.realtime.source import Refused
from zuruf.web.handshake import Accept, Handshake, headers_of

log = logging.getLogger(__name__)

ABORT_SECONDS: Final = 1.0  # twice: for what is still to be written, and for the client's answer
INTERNAL_ERROR: Final = 1011
# What to give to uvicorn.Config beside ws=AbortingProtocol.
SETTINGS: Final = {"ws_max_size": 64 * 1024, "ws_per_message_deflate": False, "ws_ping_interval": None}

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]


class AbortingProtocol(WebSocketsSansIOProtocol):
    """Uvicorn waits for ever for a client that does not read its goodbye."""

    async def run_asgi(self) -> None:
        """The connection ends soon after its session, at the latest."""
        await super().run_asgi()
        self.loop.call_later(ABORT_SECONDS, self.transport.abort)


def asgi_sockets(accept: Accept) -> Application:
    """The ASGI application for scopes of type websocket."""

    async def application(scope: Message, receive: Receive, send: Send) -> None:
        await receive()
        try:
            session = accept(_handshake(scope))
        except Refused as refused:
            await _refuse(send, refused.status, refused.reason)
            return
        except Exception:
            log.exception("A handshake failed")
            await _refuse(send, 500, "something went wrong here")
            return
        await send({"type": "websocket.accept"})
        await _Connection(session, send).run(receive)

    return application


def beside(http: Application, sockets: Application) -> Application:
    """One ASGI application of two: sockets go to the second, everything else to the first."""

    async def application(scope: Message, receive: Receive, send: Send) -> None:
        await (sockets if scope["type"] == "websocket" else http)(scope, receive, send)

    return application


def _handshake(scope: Message) -> Handshake:
    pairs = ((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"])
    client = scope.get("client")
    return Handshake(
        path=scope["path"],
        query=scope["query_string"].decode("latin-1"),
        headers=headers_of(pairs),
        peer=str(client[0]) if client else "",
    )


async def _refuse(send: Send, status: int, reason: str) -> None:
    await send({"type": "websocket.http.response.start", "status": status, "headers": []})
    await send({"type": "websocket.http.response.body", "body": reason.encode()})


class _Connection:
    """The hub's hold on a connection: a queue, because ASGI's send waits and the hub does not."""

    def __init__(self, session: Session, send: Send) -> None:
        self._session = session
        self._send = send
        self._frames: deque[bytes] = deque()
        self._bytes = 0
        self._some = asyncio.Event()
        self._closing = asyncio.Event()
        self._goodbye: tuple[int, str] | None = None

    def send(self, frame: bytes) -> None:
        if self._goodbye is None:
            self._frames.append(frame)
            self._bytes += len(frame)
            self._some.set()

    def buffered(self) -> int:
        return self._bytes

    def close(self, code: int, reason: str = "") -> None:
        if self._goodbye is None:
            self._goodbye = (code, reason.encode()[:120].decode(errors="ignore"))
            self._some.set()
            self._closing.set()

    async def run(self, receive: Receive) -> None:
        """Until either side has closed."""
        writing = asyncio.create_task(self._write())
        reading = asyncio.create_task(self._read(receive))
        closing = asyncio.create_task(self._closing.wait())
        tasks = (writing, reading, closing)
        try:
            self._opened()
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if closing.done():
                await asyncio.wait((writing,), timeout=ABORT_SECONDS)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._closed()

    async def _write(self) -> None:
        while True:
            await self._some.wait()
            self._some.clear()
            while self._frames:
                frame = self._frames.popleft()
                await self._send({"type": "websocket.send", "text": frame.decode()})
                self._bytes -= len(frame)
            if self._goodbye:
                code, reason = self._goodbye
                await self._send({"type": "websocket.close", "code": code, "reason": reason})
                return

    async def _read(self, receive: Receive) -> None:
        while True:
            message = await receive()
            if message["type"] == "websocket.disconnect":
                return
            if self._goodbye:
                continue
            if (text := message.get("text")) is None:
                self.close(CLOSE_BAD_FRAME)
            else:
                self._received(text.encode())

    def _opened(self) -> None:
        try:
            self._session.opened(self)
        except Exception:
            log.exception("A session failed")
            self.close(INTERNAL_ERROR)

    def _received(self, frame: bytes) -> None:
        try:
            self._session.received(frame)
        except Exception:
            log.exception("A session failed")
            self.close(INTERNAL_ERROR)

    def _closed(self) -> None:
        try:
            self._session.closed()
        except Exception:
            log.exception("A session failed to end")
