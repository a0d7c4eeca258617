"""What the server writes to its log: one line for a trouble that explains itself, and that line not again and again."""

import logging
import time
from collections.abc import Callable

from zuruf.errors import ZurufError

_QUIET_SECONDS = 30.0
_LIBRARY = "asyncpg"  # says every second that the database is away, each time with forty lines


def keep_log(level: str) -> None:
    """To standard error, from this level on."""
    handler = logging.StreamHandler()
    handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(Repeats(time.monotonic))
    logging.basicConfig(level=level.upper(), handlers=[handler])


class OneLine(logging.Formatter):
    """."""

    def format(self, record: logging.LogRecord) -> str:
        trouble = _trouble(record)
        if not trouble:
            return super().format(record)
        plain = logging.makeLogRecord({**record.__dict__, "exc_info": None, "exc_text": None})
        return f"{super().format(plain)}: {trouble}"


class Repeats(logging.Filter):
    """Lets a trouble that explains itself pass once in thirty seconds of `now`; everything else always."""

    def __init__(self, now: Callable[[], float]) -> None:
        super().__init__()
        self._now = now
        self._said: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if not _trouble(record):
            return True
        now = self._now()
        self._said = {line: at for line, at in self._said.items() if now - at < _QUIET_SECONDS}
        # Not by the trouble's words: a database that goes down says why in three ways within a second.
        line = (record.name, record.getMessage())
        if line in self._said:
            return False
        self._said[line] = now
        return True


def _trouble(record: logging.LogRecord) -> str:
    """Its sentence; "" if there is none or it needs its traceback."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, ZurufError):
        return error.sentence
    is_warning = record.name.startswith(_LIBRARY) and record.levelno <= logging.WARNING
    return str(error) if error and is_warning else ""
