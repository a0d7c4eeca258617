"""Has pictures drawn anew by processes that can do no harm: `redraw` says how."""

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec

from zuruf.depot.redraw import TOO_MANY_PIXELS
from zuruf.errors import TooLarge, TooSlow, Unsupported

AT_A_TIME = 2
SECONDS = 30


@dataclass(frozen=True, slots=True)
class Drawn:
    """What came of it; `has_small` says that there is a smaller one beside it."""

    type: str
    width: int
    height: int
    has_small: bool


class Pictures:
    """A few at a time, so that a hundred of them are a queue and no storm."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(AT_A_TIME)

    async def redraw(self, source: Path, target: Path, small: Path) -> Drawn:
        """TooLarge `picture_too_large` by its pixels, Unsupported `picture_unreadable` for what is none, TooSlow."""
        return msgspec.json.decode(await self._draw(source, target, small), type=Drawn)

    async def face(self, source: Path, target: Path) -> None:
        """A small square of its middle, as WebP; refused as above."""
        await self._draw(source, target)

    async def _draw(self, *files: Path) -> bytes:
        async with self._places:
            code, said = await _run("-m", "zuruf.depot.redraw", *map(str, files))
        if code == TOO_MANY_PIXELS:
            raise TooLarge("picture_too_large", "A picture may have 50 million pixels. Make it smaller.", "file")
        if code:
            raise Unsupported("picture_unreadable", "This picture cannot be read. Save it anew and try again.", "file")
        return said


async def _run(*arguments: str) -> tuple[int, bytes]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},  # nothing of what we know is for whoever may have drawn the picture
    )
    try:
        said, _ = await asyncio.wait_for(process.communicate(), SECONDS)
    except TimeoutError as error:
        raise TooSlow(
            "picture_too_slow", "This picture takes too long to read. Save it anew and try again.", "file"
        ) from error
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return process.returncode or 0, said
