# What the adapter uses of picows 2.3.1: its own stubs leave out WSProtocol and that close codes are plain numbers.

import asyncio
from collections.abc import Iterable
from http import HTTPStatus

class WSMsgType:
    CONTINUATION: WSMsgType
    TEXT: WSMsgType
    BINARY: WSMsgType
    PING: WSMsgType
    PONG: WSMsgType
    CLOSE: WSMsgType

class Headers:
    def items(self) -> Iterable[tuple[str, str]]: ...

class WSUpgradeRequest:
    method: bytes
    path: bytes
    headers: Headers

class WSUpgradeResponse:
    @staticmethod
    def create_error_response(status: HTTPStatus, body: bytes | None = None) -> WSUpgradeResponse: ...
    @staticmethod
    def create_101_response() -> WSUpgradeResponse: ...

class WSUpgradeResponseWithListener:
    def __init__(self, response: WSUpgradeResponse, listener: WSListener | None) -> None: ...

class WSFrame:
    msg_type: WSMsgType
    fin: bool
    rsv1: bool
    rsv2: bool
    rsv3: bool
    def get_payload_as_bytes(self) -> bytes: ...
    def get_close_code(self) -> int: ...

class WSTransport:
    underlying_transport: asyncio.Transport
    is_close_frame_sent: bool
    is_disconnected: bool
    def send(self, msg_type: WSMsgType, message: bytes) -> None: ...
    def send_close(self, close_code: int, close_message: bytes | None = None) -> None: ...
    def disconnect(self, graceful: bool = True) -> None: ...

class WSListener:
    def on_ws_connected(self, transport: WSTransport) -> None: ...
    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None: ...
    def on_ws_disconnected(self, transport: WSTransport) -> None: ...
    def pause_writing(self) -> None: ...
    def resume_writing(self) -> None: ...
