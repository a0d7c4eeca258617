"""Where the bytes of files lie: a folder beside the database, or an object store that several servers share."""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, MemoryStore, ObjectStore, from_url

from zuruf.errors import OutOfOrder

CHUNK = 262_144  # bytes


class Depot:
    """By name; names are made of ids that nobody can guess and that no address leads to."""

    def __init__(self, store: ObjectStore, *, folder: Path | None = None, arriving: Path) -> None:
        self._store = store
        self._folder = folder
        self._arriving = arriving

    def room(self) -> tempfile.TemporaryDirectory[str]:
        """A place for one file on its way in; whatever happens, nothing of it stays."""
        self._arriving.mkdir(mode=0o700, parents=True, exist_ok=True)
        return tempfile.TemporaryDirectory(dir=self._arriving, prefix="arriving-")

    async def put(self, name: str, file: Path) -> None:
        """Keeps the file for good: after this it survives the loss of power. OutOfOrder `files_unavailable`."""
        try:
            await obstore.put_async(self._store, name, file)
            if self._folder is not None:
                await asyncio.to_thread(_make_sure, self._folder / name)
        except (BaseError, OSError) as error:
            raise _out_of_order() from error

    async def get(self, name: str) -> tuple[int, AsyncIterator[bytes]]:
        """How many bytes, and the bytes. FileNotFoundError when there are none under this name."""
        try:
            found = await obstore.get_async(self._store, name)
        except FileNotFoundError:
            raise
        except (BaseError, OSError) as error:
            raise _out_of_order() from error
        return int(found.meta["size"]), _chunks(found)

    async def delete(self, name: str) -> None:
        """Nothing is left of it; not an error if there was nothing."""
        with suppress(FileNotFoundError):
            await obstore.delete_async(self._store, name)


def names_of(workspace_id: str, file_id: str) -> tuple[str, str]:
    """Under which names a file and the smaller picture beside it are kept."""
    return f"{workspace_id}/{file_id}", f"{workspace_id}/{file_id}.small"


def face_name(picture_id: str) -> str:
    """Under which name the picture of an agent is kept."""
    return f"faces/{picture_id}"


def memory_depot() -> Depot:
    """One that forgets, for tests."""
    return Depot(MemoryStore(), arriving=Path(tempfile.gettempdir()))


def open_depot(data: Path, url: str) -> Depot:
    """The folder `files` of the data, or the store of the address (`s3://bucket/folder`)."""
    arriving = data / "arriving"
    if url:
        return Depot(from_url(url), arriving=arriving)
    folder = data / "files"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Depot(LocalStore(folder), folder=folder, arriving=arriving)


async def _chunks(found: "obstore.GetResult") -> AsyncIterator[bytes]:
    async for chunk in found.stream(min_chunk_size=CHUNK):
        yield bytes(chunk)


def _out_of_order() -> OutOfOrder:
    return OutOfOrder("files_unavailable", "Files cannot be kept or read at the moment. Try again soon.", "file")


def _make_sure(file: Path) -> None:
    """The bytes, and that the folder names them."""
    for path in (file, file.parent):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
