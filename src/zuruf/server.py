"""A server that listens: uvicorn with our sockets, from the first request to the last."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncGenerator, Callable

import uvicorn

from zuruf.app import Parts, running
from zuruf.errors import Conflict
from zuruf.realtime.limits import FRAME_IN
from zuruf.web.asgi_adapter import AbortingProtocol, asgi_sockets, beside
from zuruf.web.picows_adapter import picows_protocol

GRACE_SECONDS = 20


async def serve(parts: Parts, ready: Callable[[], None]) -> None:
    """Runs until it is told to stop (SIGTERM, SIGINT). Calls `ready` once it answers. Conflict `port_in_use`."""
    settings = parts.settings
    listening = listen(settings.host, settings.port)
    async with running(parts):
        server = uvicorn.Server(config_of(parts))
        waiting = asyncio.create_task(_call_when_started(server, ready))
        try:
            await server.serve(sockets=[listening])
        finally:
            waiting.cancel()


def config_of(parts: Parts) -> uvicorn.Config:
    """Uvicorn as this product runs it. Sockets are picows' by its public `ws=` hook, or ASGI's by setting."""
    is_asgi = parts.settings.socket_adapter == "asgi"
    return uvicorn.Config(
        beside(parts.app, asgi_sockets(parts.accept)) if is_asgi else parts.app,
        ws=AbortingProtocol if is_asgi else picows_protocol(parts.accept),
        loop="uvloop",
        http="httptools",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        ws_per_message_deflate=False,
        ws_max_size=FRAME_IN,
        ws_ping_interval=None,
    )


@contextlib.asynccontextmanager
async def serving(parts: Parts, listening: socket.socket) -> AsyncGenerator[None]:
    """The same inside another program (tests): listens on a socket of the caller's, without signal handlers."""
    async with running(parts):
        server = uvicorn.Server(config_of(parts))
        server.config.load()
        server.lifespan = server.config.lifespan_class(server.config)
        task = asyncio.create_task(server._serve(sockets=[listening]))  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]
        while not server.started and not task.done():  # noqa: ASYNC110  (uvicorn tells nobody when it has started)
            await asyncio.sleep(0.005)
        try:
            yield
        finally:
            parts.hub.leave()
            server.should_exit = True
            await task


def listen(host: str, port: int) -> socket.socket:
    """A bound socket; Conflict `port_in_use` with what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        sentence = f"{host}:{port} cannot be listened on ({error.strerror}). End what is using it, or choose another with --port."
        raise Conflict("port_in_use", sentence, "port") from error
    bound.listen(2048)
    return bound


def address_of_this_machine() -> str:
    """The address others reach this machine by, as far as it knows; its name without one. Nothing is sent for it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect(("192.0.2.1", 9))
            return str(asked.getsockname()[0])
        except OSError:
            return socket.gethostname()


async def _call_when_started(server: uvicorn.Server, ready: Callable[[], None]) -> None:
    while not server.started:  # noqa: ASYNC110  (uvicorn tells nobody when it has started)
        await asyncio.sleep(0.005)
    ready()
