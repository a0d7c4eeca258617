"""A file on its way in: counted while it comes, looked at, drawn anew if it is a picture, and kept (I4, W5, B27, B30, B31)."""

import asyncio
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.requests import Request

from zuruf.depot.depot import Depot, face_name, names_of
from zuruf.depot.marks import marks_of
from zuruf.depot.pictures import Pictures
from zuruf.domain.file import MAX_BYTES, PICTURES, FileView, checked_kind, named, too_large
from zuruf.errors import Invalid, TooMany, TooSlow

NAME = "X-File-Name"  # percent-encoded: headers hold no letters beyond ASCII
CHUNK_SECONDS = 30  # a line that says nothing for so long is dead
TOTAL_SECONDS = 600  # 10 MB at 17 KB/s
AT_ONCE = 4  # files of one person; their screen sends three
PER_ADDRESS = RateLimitItemPerHour(500)  # an office or a café shares one


@dataclass(frozen=True, slots=True)
class Arrived:
    """What has been kept."""

    view: FileView
    has_small: bool


class Receiving:
    """What is under way in this process, and the pictures being drawn."""

    def __init__(self, depot: Depot) -> None:
        self._depot = depot
        self._pictures = Pictures()
        self._under_way: Counter[str] = Counter()
        self._begun = MovingWindowRateLimiter(MemoryStorage())

    @contextmanager
    def place(self, who: str, address: str) -> Generator[None]:
        """A place for one file of this person; TooMany `too_many_uploads` at once, or from one address in an hour (B30)."""
        if self._under_way[who] >= AT_ONCE or not self._begun.hit(PER_ADDRESS, address):
            sentence = "Too many files are on their way from here. Wait until some have arrived."
            raise TooMany("too_many_uploads", sentence, "file", {"retry_after": "5"})
        self._under_way[who] += 1
        try:
            yield
        finally:
            self._under_way[who] -= 1
            if not self._under_way[who]:
                del self._under_way[who]

    async def keep(self, request: Request, workspace_id: str, file_id: str) -> Arrived:
        """The body of the request, kept for good under the file's names. Whatever is refused or interrupted leaves nothing."""
        name = unquote(request.headers.get(NAME, ""))
        with self._depot.room() as room:
            source = Path(room) / "source"
            size = await _received(request, source)
            kind = checked_kind(name, await asyncio.to_thread(marks_of, source))
            if kind.type not in PICTURES:
                view = FileView(id=file_id, name=named(name, kind), type=kind.type, size=size)
                await self._depot.put(names_of(workspace_id, file_id)[0], source)
                return Arrived(view, has_small=False)
            return await self._picture(Path(room), name, workspace_id, file_id)

    async def keep_face(self, request: Request, picture_id: str) -> None:
        """The body of the request, drawn as a face and kept for good."""
        with self._depot.room() as room:
            source, target = Path(room) / "source", Path(room) / "target"
            await _received(request, source)
            await self._pictures.face(source, target)
            await self._depot.put(face_name(picture_id), target)

    async def _picture(self, room: Path, name: str, workspace_id: str, file_id: str) -> Arrived:
        target, small = room / "target", room / "small"
        drawn = await self._pictures.redraw(room / "source", target, small)
        kind = checked_kind("", await asyncio.to_thread(marks_of, target))
        view = FileView(
            id=file_id,
            name=named(name, kind),
            type=kind.type,
            size=target.stat().st_size,
            width=drawn.width,
            height=drawn.height,
        )
        large_name, small_name = names_of(workspace_id, file_id)
        if drawn.has_small:
            await self._depot.put(small_name, small)
        await self._depot.put(large_name, target)
        return Arrived(view, has_small=drawn.has_small)


async def _received(request: Request, into: Path) -> int:
    """How many bytes came. What the client says of their number is believed only when it says too many."""
    with suppress(ValueError):
        if int(request.headers.get("content-length", "0")) > MAX_BYTES:
            raise too_large()
    size = 0
    with into.open("xb") as out:
        try:
            async with asyncio.timeout(TOTAL_SECONDS), asyncio.timeout(CHUNK_SECONDS) as patience:
                async for chunk in request.stream():
                    patience.reschedule(asyncio.get_running_loop().time() + CHUNK_SECONDS)
                    size += len(chunk)
                    if size > MAX_BYTES:
                        raise too_large()
                    await asyncio.to_thread(out.write, chunk)
        except TimeoutError as error:
            raise TooSlow("file_too_slow", "The file did not arrive in time. Send it again.", "file") from error
    if not size:
        raise Invalid("file_empty", "This file is empty.", "file")
    return size
