"""A server in a process of its own that can be killed and started again, and a website beside it."""

import asyncio
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2

from zuruf.demo.sites import Page as SitePage
from zuruf.demo.sites import Site

PAGES = {
    "/": SitePage("en", "Lamps", ("A shop.",)),
    "/cart": SitePage("en", "Cart", ("One lamp.",)),
    "/fr/": SitePage("fr", "Lampes", ("Une boutique.",)),
    "/de/": SitePage("de", "Lampen", ("Ein Laden.",)),
    "/fr/suivi": SitePage("fr", "Suivi", ("Votre colis.",)),
}


# Everybody comes from one address, unless a test says behind which one somebody is.
SETTINGS = {"ZURUF_SOCKETS_PER_ADDRESS": "1000", "ZURUF_TRUSTED_PROXIES": "127.0.0.1"}


class Server:
    """`zuruf serve` on a folder and a port that stay the same over restarts."""

    def __init__(self, data: Path, port: int) -> None:
        self.data = data
        self.port = port
        self.base = f"http://127.0.0.1:{port}"
        self.said = ""
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "zuruf.cli", "serve", "--data", str(self.data), "--port", str(self.port)),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            env={**os.environ, **SETTINGS},
        )
        ready = asyncio.Event()
        self._reader = asyncio.create_task(self._read(ready))
        # Eight servers starting at once on two cores took more than half a minute.
        async with asyncio.timeout(120):
            await ready.wait()
        async with httpx2.AsyncClient() as http:
            assert (await http.get(f"{self.base}/healthz")).text == "ok\n"

    async def kill(self) -> None:
        """As a power cut of the process: nothing is finished, nobody is told."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        await self._end(signal.SIGTERM)

    @property
    def setup_link(self) -> str:
        """What the first run printed."""
        return next(line.strip() for line in self.said.splitlines() if "/console/setup#" in line)

    async def _read(self, ready: asyncio.Event) -> None:
        assert self._process
        assert self._process.stdout
        async for line in self._process.stdout:
            self.said += line.decode()
            if "/console/" in self.said and ("#" in self.said or "is ready" in self.said) and self.said.endswith("\n"):
                ready.set()

    async def _end(self, how: signal.Signals) -> None:
        if self._process and self._process.returncode is None:
            self._process.send_signal(how)
            await self._process.wait()
        if self._reader:
            await self._reader


def free_ports() -> tuple[int, int]:
    """Two ports next to each other that nobody listens on."""
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


@asynccontextmanager
async def website(port: int, snippet: str) -> AsyncIterator[str]:
    """A website with the real snippet in its pages."""
    site = Site(port, "Lumen", PAGES, snippet)
    thread = threading.Thread(target=site.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        site.shutdown()
        site.server_close()
