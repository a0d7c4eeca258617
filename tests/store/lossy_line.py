"""A line to PostgreSQL that is cut at a chosen word, before or after the server has heard it."""

import asyncio
from contextlib import AsyncExitStack, suppress
from typing import Literal
from urllib.parse import urlsplit, urlunsplit


class LossyLine:
    """Forwards everything; after `cut(word, when)` the next connection that says the word is lost, once."""

    def __init__(self, url: str) -> None:
        self._server = urlsplit(url)
        self._word = b""
        self._when = ""
        self.cuts = 0

    async def open(self, stack: AsyncExitStack) -> str:
        """The address to use instead."""
        listener = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        stack.push_async_callback(listener.wait_closed)
        stack.callback(listener.close)
        port = listener.sockets[0].getsockname()[1]
        return urlunsplit(self._server._replace(netloc=f"{self._server.username}@127.0.0.1:{port}"))

    def cut(self, word: bytes, when: Literal["before", "after"]) -> None:
        self._word, self._when = word, when

    async def _serve(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        server, to_server = await asyncio.open_connection(self._server.hostname, self._server.port)
        is_mute = asyncio.Event()

        async def ask() -> None:
            while data := await client.read(65536):
                if self._word and self._word in data:
                    self._word = b""
                    self.cuts += 1
                    if self._when == "before":
                        return
                    is_mute.set()
                to_server.write(data)

        async def answer() -> None:
            while data := await server.read(65536):
                if is_mute.is_set():
                    return
                to_client.write(data)

        directions = [asyncio.ensure_future(ask()), asyncio.ensure_future(answer())]
        await asyncio.wait(directions, return_when=asyncio.FIRST_COMPLETED)
        for direction in directions:
            direction.cancel()
        await asyncio.gather(*directions, return_exceptions=True)
        for writer in (to_server, to_client):
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
