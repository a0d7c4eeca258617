"""A WebSocket client that can misbehave: it writes frames by hand."""

import asyncio
import base64
import contextlib
import os
import struct
from dataclasses import dataclass

TEXT, BINARY, CONTINUATION, CLOSE, PING, PONG = 1, 2, 0, 8, 9, 10


@dataclass
class Received:
    opcode: int
    payload: bytes

    @property
    def code(self) -> int:
        assert self.opcode == CLOSE, f"expected a close frame, got {self}"
        return struct.unpack("!H", self.payload[:2])[0]


OPEN: list["Wire"] = []


async def close_all() -> None:
    """What a failed test left open."""
    while OPEN:
        await OPEN.pop().close()


class Wire:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        OPEN.append(self)

    def text(self, payload: bytes | str) -> None:
        self.frame(TEXT, payload if isinstance(payload, bytes) else payload.encode())

    def frame(self, opcode: int, payload: bytes = b"", *, fin: bool = True, rsv: int = 0, mask: bool = True) -> None:
        first = (0x80 if fin else 0) | rsv << 4 | opcode
        flag = 0x80 if mask else 0
        size = len(payload)
        if size < 126:
            head = struct.pack("!BB", first, flag | size)
        elif size < 65536:
            head = struct.pack("!BBH", first, flag | 126, size)
        else:
            head = struct.pack("!BBQ", first, flag | 127, size)
        key = os.urandom(4) if mask else b""
        masked = bytes(byte ^ key[n % 4] for n, byte in enumerate(payload)) if mask else payload
        self.writer.write(head + key + masked)

    async def receive(self) -> Received:
        async with asyncio.timeout(5):
            first, second = await self.reader.readexactly(2)
            size = second & 0x7F
            if size == 126:
                (size,) = struct.unpack("!H", await self.reader.readexactly(2))
            elif size == 127:
                (size,) = struct.unpack("!Q", await self.reader.readexactly(8))
            return Received(first & 0xF, await self.reader.readexactly(size))

    async def ended(self) -> bool:
        """Whether the server let go of the connection within 5 s."""
        async with asyncio.timeout(5):
            with contextlib.suppress(ConnectionResetError):
                while await self.reader.read(65536):
                    pass
        return True

    async def close(self) -> None:
        self.writer.close()
        with contextlib.suppress(ConnectionError):
            await self.writer.wait_closed()


async def handshake(port: int, path: str, headers: dict[str, str] | None = None, *more: str) -> tuple[int, bytes, Wire]:
    """The status, the answer's head and, whatever it was, the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
    key = base64.b64encode(os.urandom(16)).decode()
    lines = [
        f"GET {path} HTTP/1.1",
        "Host: test",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
        *[f"{name}: {value}" for name, value in (headers or {}).items()],
        *more,
    ]
    writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
    async with asyncio.timeout(5):
        head = await reader.readuntil(b"\r\n\r\n")
    return int(head.split()[1]), head, Wire(reader, writer)


async def connected(port: int, path: str = "/", headers: dict[str, str] | None = None) -> Wire:
    status, head, wire = await handshake(port, path, headers)
    assert status == 101, head
    return wire
