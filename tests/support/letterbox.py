"""A mail server of the tests' own, in this process: it takes letters, or refuses them as it is told."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default


@dataclass
class Letterbox:
    """What came, and to whom. `says` are answers to RCPT TO, one after another; then it takes everything."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list[EmailMessage])
    recipients: list[str] = field(default_factory=list[str])
    says: list[str] = field(default_factory=list[str])
    came: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"smtp+plain://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def say(text: str) -> None:
            writer.write(f"{text}\r\n".encode())
            await writer.drain()

        await say("220 letterbox")
        try:
            while line := (await reader.readline()).decode().strip():
                match line.split(" ", 1)[0].upper():
                    case "RCPT":
                        self.recipients.append(line.partition("<")[2].partition(">")[0])
                        await say(self.says.pop(0) if self.says else "250 yes")
                    case "DATA":
                        await say("354 go on")
                        raw = await reader.readuntil(b"\r\n.\r\n")
                        self.letters.append(
                            BytesParser(_class=EmailMessage, policy=default).parsebytes(_unstuffed(raw))
                        )
                        await say("250 kept")
                        self.came.set()
                    case "QUIT":
                        await say("221 bye")
                        return
                    case _:
                        await say("250 yes")
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()


def _unstuffed(raw: bytes) -> bytes:
    """As it was before the dots that begin a line were doubled on the way."""
    return raw[:-3].replace(b"\r\n..", b"\r\n.")


@asynccontextmanager
async def letterbox() -> AsyncGenerator[Letterbox]:
    box = Letterbox()
    server = await asyncio.start_server(box.serve, "127.0.0.1", 0)
    box.port = server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        server.close()
