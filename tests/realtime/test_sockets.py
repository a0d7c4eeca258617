"""What both socket adapters promise, over real sockets."""

import asyncio
import contextlib
import logging
import socket
import struct
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

import pytest
import uvicorn

from tests.realtime.wire import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, Wire, close_all, connected, handshake
from zuruf.realtime.limits import FRAME_IN
from zuruf.realtime.line import Socket
from zuruf.realtime.source import Refused
from zuruf.web import asgi_adapter
from zuruf.web.asgi_adapter import AbortingProtocol, asgi_sockets
from zuruf.web.handshake import Accept, Handshake
from zuruf.web.picows_adapter import picows_protocol

pytestmark = pytest.mark.anyio


class Echo:
    """A session that sends back what it gets, and does what it is told."""

    def __init__(self, handshake: Handshake) -> None:
        self.handshake = handshake
        self.socket: Socket | None = None
        self.frames: list[bytes] = []
        self.ended = asyncio.Event()
        self.closings = 0

    def opened(self, socket: Socket) -> None:
        self.socket = socket
        if self.handshake.path == "/fails":
            raise RuntimeError("in opened")

    def received(self, frame: bytes) -> None:
        assert self.socket
        self.frames.append(frame)
        if frame == b"fail":
            raise RuntimeError("in received")
        if frame == b"close":
            self.socket.close(4010, "superseded")
            self.socket.close(4011, "once is enough")
            self.socket.send(b"too late")
        else:
            self.socket.send(frame)

    def closed(self) -> None:
        self.closings += 1
        self.ended.set()


@dataclass
class Place:
    """A server with echoing sessions."""

    port: int = 0
    server: uvicorn.Server | None = None
    sessions: list[Echo] = field(default_factory=list)

    def accept(self, handshake: Handshake) -> Echo:
        if handshake.path == "/refused":
            raise Refused("not you")
        if handshake.path == "/full":
            raise Refused("no room", 503)
        if handshake.path == "/broken":
            raise RuntimeError("a secret")
        session = Echo(handshake)
        self.sessions.append(session)
        return session


def with_picows(accept: Accept) -> uvicorn.Config:
    return uvicorn.Config(nothing, ws=picows_protocol(accept), log_config=None, access_log=False, lifespan="off")


def with_asgi(accept: Accept) -> uvicorn.Config:
    return uvicorn.Config(
        asgi_sockets(accept),
        ws=AbortingProtocol,
        log_config=None,
        access_log=False,
        lifespan="off",
        **asgi_adapter.SETTINGS,
    )


async def nothing(scope: object, receive: object, send: object) -> None:
    raise AssertionError("expected no HTTP here")


@pytest.fixture(params=[with_picows, with_asgi], ids=["picows", "asgi"])
async def place(request: pytest.FixtureRequest) -> AsyncIterator[Place]:
    place = Place()
    async with serving(request.param, place):
        yield place
        await close_all()


@contextlib.asynccontextmanager
async def serving(config_of: Callable[[Accept], uvicorn.Config], place: Place) -> AsyncIterator[None]:
    config = config_of(place.accept)
    config.timeout_graceful_shutdown = 5
    server = place.server = uvicorn.Server(config)
    # Room for the client's bytes is kept small, so that a slow reader is seen soon.
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16 * 1024)
    listening.bind(("127.0.0.1", 0))
    place.port = listening.getsockname()[1]
    running = asyncio.create_task(server.serve(sockets=[listening]))
    await until(lambda: server.started)
    try:
        yield
    finally:
        server.should_exit = True
        await running


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not is_so():  # noqa: ASYNC110 - the server has no event to wait for
            await asyncio.sleep(0.01)  # real sockets: asked again until it is so, at most for 5 seconds


async def ended(session: Echo) -> bool:
    async with asyncio.timeout(5):
        await session.ended.wait()
    return True


async def echoed(wire: Wire, payload: bytes) -> bytes:
    wire.text(payload)
    return (await wire.receive()).payload


async def test_text_goes_both_ways_and_the_end_is_told_once(place: Place) -> None:
    wire = await connected(place.port)
    assert await echoed(wire, "Grüße".encode()) == "Grüße".encode()
    await wire.close()
    assert await ended(place.sessions[0])
    assert place.sessions[0].closings == 1


async def test_a_session_is_given_path_query_headers_and_peer(place: Place) -> None:
    wire = await connected(place.port, "/widget/listen?key=abc", {"Origin": "https://a.example", "Cookie": "s=1"})
    await echoed(wire, b"x")
    handshake = place.sessions[0].handshake
    assert (handshake.path, handshake.query, handshake.peer) == ("/widget/listen", "key=abc", "127.0.0.1")
    assert handshake.headers["origin"] == "https://a.example"
    assert handshake.headers["cookie"] == "s=1"
    await wire.close()


async def test_a_second_origin_does_not_hide_behind_the_first(place: Place) -> None:
    status, _, wire = await handshake(
        place.port, "/", None, "Origin: https://good.example", "Origin: https://evil.example"
    )
    if status == 101:
        await echoed(wire, b"x")
    origins = [session.handshake.headers["origin"] for session in place.sessions]
    assert (status, origins) in [(400, []), (101, ["https://good.example, https://evil.example"])]
    await wire.close()


@pytest.mark.parametrize(("path", "status"), [("/refused", 403), ("/full", 503)])
async def test_a_refused_handshake_is_answered_before_the_upgrade(place: Place, path: str, status: int) -> None:
    answered, _, wire = await handshake(place.port, path)
    assert answered == status
    assert await wire.ended()
    await wire.close()
    assert place.sessions == []


async def test_a_failing_door_tells_the_client_nothing(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    answered, head, wire = await handshake(place.port, "/broken")
    body = await wire.reader.read(4096)
    assert answered == 500
    assert b"secret" not in head + body
    assert "a secret" in caplog.text
    await wire.close()


async def test_fragments_become_one_frame_with_a_ping_in_between(place: Place) -> None:
    wire = await connected(place.port)
    wire.frame(TEXT, b"one ", fin=False)
    wire.frame(CONTINUATION, b"two ", fin=False)
    wire.frame(PING, b"alive?")
    wire.frame(CONTINUATION, b"three")
    pong = await wire.receive()
    assert (pong.opcode, pong.payload) == (PONG, b"alive?")
    assert (await wire.receive()).payload == b"one two three"
    await wire.close()


async def test_a_character_cut_in_two_by_fragments_is_whole(place: Place) -> None:
    wire = await connected(place.port)
    whole = "ü".encode()
    wire.frame(TEXT, whole[:1], fin=False)
    wire.frame(CONTINUATION, whole[1:])
    assert (await wire.receive()).payload == whole
    await wire.close()


async def test_64_KiB_arrive_and_one_byte_more_closes_with_1009(place: Place) -> None:  # noqa: N802
    wire = await connected(place.port)
    assert len(await echoed(wire, b"x" * FRAME_IN)) == FRAME_IN
    wire.text(b"x" * (FRAME_IN + 1))
    assert (await wire.receive()).code == 1009
    await wire.close()
    assert await ended(place.sessions[0])


async def test_fragments_that_together_are_too_big_close_with_1009(place: Place) -> None:
    wire = await connected(place.port)
    wire.frame(TEXT, b"x" * 40_000, fin=False)
    wire.frame(CONTINUATION, b"x" * 40_000)
    assert (await wire.receive()).code == 1009
    assert place.sessions[0].frames == []
    await wire.close()


BAD = {
    "binary": (lambda wire: wire.frame(BINARY, b"{}"), 4400),
    "invalid UTF-8": (lambda wire: wire.text(b"\xff\xfe"), 1007),
    "a bit of compression nobody agreed upon": (lambda wire: wire.frame(TEXT, b"x", rsv=4), 1002),
    "a continuation of nothing": (lambda wire: wire.frame(CONTINUATION, b"x"), 1002),
    "a frame inside a fragmented one": (lambda wire: (wire.frame(TEXT, b"a", fin=False), wire.text(b"b")), 1002),
    "an unmasked frame": (lambda wire: wire.frame(TEXT, b"x", mask=False), 1002),
    "an unknown opcode": (lambda wire: wire.frame(5, b"x"), 1002),
    "a fragmented ping": (lambda wire: wire.frame(PING, b"x", fin=False), 1002),
}


@pytest.mark.parametrize("bad", list(BAD))
async def test_what_is_no_text_frame_closes_this_socket_and_no_other(place: Place, bad: str) -> None:
    other = await connected(place.port)
    wire = await connected(place.port)
    misbehave, code = BAD[bad]
    misbehave(wire)
    assert (await wire.receive()).code == code
    assert await echoed(other, b"still here") == b"still here"
    await wire.close()
    await other.close()
    assert await ended(place.sessions[1])


@pytest.mark.parametrize("where", ["opened", "received"])
async def test_an_error_in_a_session_closes_its_socket_only(
    place: Place, where: str, caplog: pytest.LogCaptureFixture
) -> None:
    other = await connected(place.port)
    wire = await connected(place.port, "/fails" if where == "opened" else "/")
    if where == "received":
        wire.text(b"fail")
    assert (await wire.receive()).code == 1011
    assert await echoed(other, b"still here") == b"still here"
    assert f"in {where}" in caplog.text
    await wire.close()
    await other.close()


async def test_our_close_carries_code_and_reason_and_nothing_follows(place: Place) -> None:
    wire = await connected(place.port)
    wire.text(b"close")
    goodbye = await wire.receive()
    assert (goodbye.code, goodbye.payload[2:]) == (4010, b"superseded")
    wire.frame(CLOSE, struct.pack("!H", 4010))
    assert await wire.ended()
    await wire.close()
    assert await ended(place.sessions[0])


async def test_a_client_that_ignores_our_close_is_cut_off_after_2_seconds(place: Place) -> None:
    wire = await connected(place.port)
    wire.text(b"close")
    began = asyncio.get_running_loop().time()
    assert await wire.ended()
    assert await ended(place.sessions[0])
    assert asyncio.get_running_loop().time() - began < 4
    await wire.close()


async def test_the_clients_close_is_answered(place: Place) -> None:
    wire = await connected(place.port)
    wire.frame(CLOSE, struct.pack("!H", 1000))
    assert (await wire.receive()).code == 1000
    assert await wire.ended()
    await wire.close()
    assert await ended(place.sessions[0])


async def test_what_a_slow_reader_does_not_take_is_counted(place: Place) -> None:
    wire = await connected(place.port)
    await echoed(wire, b"x")
    hold = place.sessions[0].socket
    assert hold
    assert hold.buffered() == 0
    frame = b"y" * 50_000
    for _ in range(200):
        hold.send(frame)
    # Real sockets: the loop gets its turn to fill the kernel's buffers; what does not fit must still be counted afterwards.
    await asyncio.sleep(0.1)  # the kernel has no event for it
    assert hold.buffered() > 1_000_000
    for _ in range(200):
        assert len((await wire.receive()).payload) == 50_000
    await until(lambda: hold.buffered() == 0)
    await wire.close()


async def test_a_slow_reader_is_cut_off_2_seconds_after_our_close(place: Place) -> None:
    wire = await connected(place.port)
    await echoed(wire, b"x")
    hold = place.sessions[0].socket
    assert hold
    for _ in range(400):
        hold.send(b"y" * 50_000)
    # Likewise: the writes are under way, to a client that reads nothing, before it is closed.
    await asyncio.sleep(0.05)  # the kernel has no event for it
    hold.close(4008, "too slow")
    assert await ended(place.sessions[0])
    connections = place.server.server_state.connections if place.server else None
    await until(lambda: connections == set())
    await wire.close()


async def test_a_broken_connection_ends_the_session(place: Place) -> None:
    wire = await connected(place.port)
    await echoed(wire, b"x")
    raw = wire.writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    wire.writer.transport.abort()
    assert await ended(place.sessions[0])
    hold = place.sessions[0].socket
    assert hold
    hold.send(b"into the void")
    hold.close(4009)


@pytest.mark.parametrize("config_of", [with_picows, with_asgi], ids=["picows", "asgi"])
async def test_the_server_ends_although_a_client_stays(config_of: Callable[[Accept], uvicorn.Config]) -> None:
    place = Place()
    async with serving(config_of, place):
        wire = await connected(place.port)
        await echoed(wire, b"x")
    assert await ended(place.sessions[0])
    assert await wire.ended()
    await wire.close()


async def test_malformed_frames_leave_no_line_in_the_log(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    for misbehave, _ in (BAD["an unknown opcode"], BAD["an unmasked frame"], BAD["binary"]):
        wire = await connected(place.port)
        misbehave(wire)
        await wire.receive()
        await wire.close()
    assert caplog.text == ""
