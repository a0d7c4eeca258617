"""Sockets by picows, under uvicorn's public `ws=` hook. Its protocol class is not public: pinned exactly, held by the contract tests."""

import asyncio
import logging
from http import HTTPStatus
from typing import Final, cast

from picows import (
    WSFrame,
    WSListener,
    WSMsgType,
    WSTransport,
    WSUpgradeRequest,
    WSUpgradeResponse,
    WSUpgradeResponseWithListener,
)
from picows.picows import WSProtocol
from uvicorn import Config
from uvicorn.server import ServerState

from zuruf.realtime.frames import CLOSE_BAD_FRAME
from zuruf.realtime.limits import FRAME_IN
from zuruf.realtime.session import Session
from zuruf.realtime.source import Refused
from zuruf.web.handshake import Accept, Handshake, headers_of

log = logging.getLogger(__name__)

HANDSHAKE_SECONDS: Final = 5.0
ABORT_SECONDS: Final = 2.0
PROTOCOL_ERROR: Final = 1002
INVALID_TEXT: Final = 1007
TOO_BIG: Final = 1009
INTERNAL_ERROR: Final = 1011
SHUTDOWN: Final = 1012


class _Silence:
    """Picows builds a logger for each connection from a real one, and writes a line for every malformed frame."""

    def isEnabledFor(self, level: int) -> bool:  # noqa: N802 - the name of logging.Logger
        del level
        return False

    def log(self, *_: object) -> None:
        pass

    debug = info = warning = error = exception = log


_SILENCE: Final = _Silence()


class PicowsProtocol(WSProtocol):
    """One connection, as uvicorn's protocols are made and shut down."""

    @staticmethod
    def accept(handshake: Handshake) -> Session:
        """The door, given by picows_protocol."""
        raise Refused(f"no door for {handshake.path}", 404)

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, object],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        del config, app_state, _loop
        super().__init__(
            host_port=None,
            ws_path=None,
            is_client_side=False,
            ws_listener_factory=self._answer,
            logger=_SILENCE,
            disconnect_on_exception=True,
            websocket_handshake_timeout=HANDSHAKE_SECONDS,
            enable_auto_ping=False,
            auto_ping_idle_timeout=0,
            auto_ping_reply_timeout=0,
            auto_ping_strategy=1,
            enable_auto_pong=True,
            max_frame_size=FRAME_IN,
            extra_headers=None,
            read_buffer_init_size=2048,
        )
        self._connections = cast("set[object]", server_state.connections)
        self._peer = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Uvicorn waits at its end for all that are here."""
        peer: object = transport.get_extra_info("peername")
        self._peer = str(cast("tuple[object, ...]", peer)[0]) if isinstance(peer, tuple) else ""
        self._connections.add(self)
        super().connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Gone."""
        self._connections.discard(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Uvicorn hands over the request it has read already; what follows comes through the buffer."""
        while data:
            buffer = self.get_buffer(len(data))
            taken = min(len(buffer), len(data))
            buffer[:taken] = data[:taken]
            self.buffer_updated(taken)
            data = data[taken:]

    def shutdown(self) -> None:
        """The hub said goodbye before; whoever came since is closed here."""
        if isinstance(self.listener, _Listener):
            self.listener.close(SHUTDOWN)
        else:
            self.transport.disconnect(graceful=False)

    def _answer(self, request: WSUpgradeRequest) -> WSUpgradeResponseWithListener:
        try:
            session = self.accept(_handshake(request, self._peer))
        except Refused as refused:
            return _refusal(refused.status, refused.reason)
        except Exception:
            # Picows would send the exception's text to the client.
            log.exception("A handshake failed")
            return _refusal(500, "something went wrong here")
        return WSUpgradeResponseWithListener(WSUpgradeResponse.create_101_response(), _Listener(session))


def picows_protocol(accept: Accept) -> type[asyncio.Protocol]:
    """The class for `uvicorn.Config(ws=…)`."""
    return cast("type[asyncio.Protocol]", type("Protocol", (PicowsProtocol,), {"accept": staticmethod(accept)}))


def _handshake(request: WSUpgradeRequest, peer: str) -> Handshake:
    path, _, query = request.path.decode("latin-1").partition("?")
    return Handshake(path=path, query=query, headers=headers_of(request.headers.items()), peer=peer)


def _refusal(status: int, reason: str) -> WSUpgradeResponseWithListener:
    response = WSUpgradeResponse.create_error_response(HTTPStatus(status), reason.encode())
    return WSUpgradeResponseWithListener(response, None)


class _Socket:
    """The hub's hold on a connection."""

    def __init__(self, transport: WSTransport) -> None:
        self._transport = transport
        self._abort: asyncio.TimerHandle | None = None

    def send(self, frame: bytes) -> None:
        if not self._transport.underlying_transport.is_closing():
            self._transport.send(WSMsgType.TEXT, frame)

    def buffered(self) -> int:
        return self._transport.underlying_transport.get_write_buffer_size()

    def close(self, code: int, reason: str = "") -> None:
        if self._abort or self._transport.is_disconnected:
            return
        self._abort = asyncio.get_running_loop().call_later(ABORT_SECONDS, self._transport.disconnect, False)
        if not self._transport.underlying_transport.is_closing():
            self._transport.send_close(code, reason.encode()[:120])

    def gone(self) -> None:
        if self._abort:
            self._abort.cancel()


class _Listener(WSListener):
    """Whole valid text frames for the session; everything else closes."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._socket: _Socket | None = None
        self._parts: list[bytes] | None = None  # of a fragmented frame
        self._size = 0

    def close(self, code: int) -> None:
        if self._socket:
            self._socket.close(code)

    def on_ws_connected(self, transport: WSTransport) -> None:
        self._socket = _Socket(transport)
        try:
            self._session.opened(self._socket)
        except Exception:
            log.exception("A session failed")
            self.close(INTERNAL_ERROR)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.CLOSE:
            transport.send_close(frame.get_close_code())
            transport.disconnect()
        elif transport.is_close_frame_sent or frame.msg_type == WSMsgType.PONG:
            pass
        elif frame.rsv1 or frame.rsv2 or frame.rsv3:
            self.close(PROTOCOL_ERROR)
        elif frame.msg_type == WSMsgType.BINARY:
            self.close(CLOSE_BAD_FRAME)
        elif (frame.msg_type == WSMsgType.CONTINUATION) != (self._parts is not None):
            self.close(PROTOCOL_ERROR)
        else:
            self._take(frame)

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        del transport
        if self._socket is None:
            return
        self._socket.gone()
        try:
            self._session.closed()
        except Exception:
            log.exception("A session failed to end")

    def pause_writing(self) -> None:
        """The hub looks at buffered() before it sends."""

    def resume_writing(self) -> None:
        """The same."""

    def _take(self, frame: WSFrame) -> None:
        payload = frame.get_payload_as_bytes()
        if self._parts is None and frame.fin:
            self._received(payload)
            return
        self._parts = self._parts or []
        self._parts.append(payload)
        self._size += len(payload)
        if self._size > FRAME_IN or len(self._parts) > FRAME_IN // 16:
            # A frame of endless empty fragments is too big, too.
            self.close(TOO_BIG)
        elif frame.fin:
            whole, self._parts, self._size = b"".join(self._parts), None, 0
            self._received(whole)

    def _received(self, payload: bytes) -> None:
        try:
            payload.decode()
        except UnicodeDecodeError:
            self.close(INVALID_TEXT)
            return
        try:
            self._session.received(payload)
        except Exception:
            log.exception("A session failed")
            self.close(INTERNAL_ERROR)
