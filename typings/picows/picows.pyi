# The protocol class behind picows' own server, not public.

import asyncio
from collections.abc import Callable

from picows import WSListener, WSTransport, WSUpgradeRequest, WSUpgradeResponseWithListener

class WSProtocol(asyncio.BufferedProtocol):
    transport: WSTransport
    listener: WSListener | None
    def __init__(
        self,
        host_port: str | None,
        ws_path: str | None,
        is_client_side: bool,
        ws_listener_factory: Callable[[WSUpgradeRequest], WSUpgradeResponseWithListener],
        logger: object,
        disconnect_on_exception: bool,
        websocket_handshake_timeout: float,
        enable_auto_ping: bool,
        auto_ping_idle_timeout: float,
        auto_ping_reply_timeout: float,
        auto_ping_strategy: int,
        enable_auto_pong: bool,
        max_frame_size: int,
        extra_headers: None,
        read_buffer_init_size: int,
    ) -> None: ...
    def connection_made(self, transport: asyncio.BaseTransport) -> None: ...
    def connection_lost(self, exc: Exception | None) -> None: ...
    def get_buffer(self, size_hint: int) -> memoryview: ...
    def buffer_updated(self, nbytes: int) -> None: ...
