"""The log: troubles that explain themselves in one line, at most every thirty seconds; everything else whole."""

import logging

import pytest

from zuruf.logs import OneLine, Repeats
from zuruf.store.database import Unavailable

AWAY = Unavailable("database_unreachable", "PostgreSQL did not carry it out.")


def record(
    error: Exception, name: str = "zuruf.worker", level: int = logging.ERROR, message: str = "It is tried again"
) -> logging.LogRecord:
    with pytest.raises(type(error)) as raised:
        raise error
    info = (raised.type, raised.value, raised.tb)
    return logging.LogRecord(name, level, __file__, 1, message, None, info)


def test_a_trouble_that_explains_itself_is_one_line() -> None:
    assert said(record(AWAY)) == "It is tried again: PostgreSQL did not carry it out."
    assert said(record(OSError("refused"), "asyncpg.pool", logging.WARNING)) == "It is tried again: refused"


@pytest.mark.parametrize("name", ["zuruf.worker", "asyncpg.pool"])
def test_what_nobody_foresaw_keeps_its_traceback(name: str) -> None:
    lines = said(record(KeyError("lost"), name)).splitlines()
    assert lines[:2] == ["It is tried again", "Traceback (most recent call last):"]
    assert lines[-1] == "KeyError: 'lost'"


def test_the_same_trouble_is_said_again_only_after_thirty_seconds() -> None:
    times = iter([0.0, 1.0, 1.5, 30.0])
    repeats = Repeats(lambda: next(times))
    passed = [
        repeats.filter(record(AWAY)),
        repeats.filter(record(AWAY)),
        repeats.filter(record(AWAY, message="The poll failed")),
        repeats.filter(record(AWAY)),
    ]
    assert passed == [True, False, True, True]


def test_what_nobody_foresaw_is_said_each_time() -> None:
    repeats = Repeats(lambda: 0.0)
    assert [repeats.filter(record(KeyError("lost"))) for _ in range(3)] == [True, True, True]


def said(record: logging.LogRecord) -> str:
    return OneLine("%(message)s").format(record)
