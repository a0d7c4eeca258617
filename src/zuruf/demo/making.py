"""A demonstration's folder while it is being made: by one process, on nobody else's data, and from the start after an interruption."""

import fcntl
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from zuruf.app import make_folder, unusable
from zuruf.errors import Conflict

MARK = "demo.unfinished"
DATABASE = "zuruf.sqlite*"


@contextmanager
def being_made(folder: Path) -> Generator[None, None, None]:
    """Leaves a mark until the end. Conflict `demo_in_making` beside another process, `not_a_demo` where other data lies."""
    make_folder(folder)
    path = folder / MARK
    is_left_over = path.exists()
    if not is_left_over and any(folder.glob(DATABASE)):
        sentence = f"{folder} holds data that is not a demonstration's. Choose another folder with --data."
        raise Conflict("not_a_demo", sentence, "data")
    with _marked(path) as mark:
        _alone(folder, mark)
        if is_left_over:
            for file in folder.glob(DATABASE):
                file.unlink()
        yield
        path.unlink()


def _marked(path: Path) -> TextIO:
    try:
        return path.open("w")
    except OSError as error:
        raise unusable(path.parent, error) from error


def _alone(folder: Path, mark: TextIO) -> None:
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        sentence = f"Another process is making the demonstration in {folder}. Wait for it, or choose another folder with --data."
        raise Conflict("demo_in_making", sentence, "data") from error
