"""PostgreSQL connections: how they are set, and what is tried again when one is lost."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

import asyncpg
from asyncpg.connect_utils import SessionAttribute
from asyncpg.pool import PoolConnectionProxy

from zuruf.store.database import Unavailable

T = TypeVar("T")
if TYPE_CHECKING:
    Pool = asyncpg.Pool[asyncpg.Record]
    Connection = PoolConnectionProxy[asyncpg.Record]
else:  # asyncpg's classes take a parameter in their stubs only
    Pool, Connection = asyncpg.Pool, PoolConnectionProxy

RETRIES = 3
CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 10.0  # longer than any time-out of the server: only a lost connection takes that long
SETTINGS = {
    "application_name": "zuruf",
    "default_transaction_isolation": "read committed",
    "synchronous_commit": "on",
    "statement_timeout": "5000",
    "lock_timeout": "3000",
    "idle_in_transaction_session_timeout": "5000",
    "jit": "off",  # compiling costs more than any statement here
}


class Retriable(Exception):
    """Nothing was committed, and the same may succeed the next time."""


class CommitUnknown(Exception):
    """The COMMIT was sent and its answer was lost."""


async def make_pool(url: str, size: int) -> Pool:
    """At most `size` connections to the primary."""
    return await asyncpg.create_pool(
        url,
        min_size=1,
        max_size=size,
        init=_speak_plainly,
        reset=_leave,
        timeout=CONNECT_SECONDS,
        command_timeout=ANSWER_SECONDS,
        statement_cache_size=500,
        server_settings=SETTINGS,
        target_session_attrs=SessionAttribute.read_write,
    )


async def retried(pool: Pool, work: Callable[[Connection], Awaitable[T]]) -> T:
    """What the work answers on some connection; Unavailable `database_unreachable` if it was Retriable each time."""
    attempt = 0
    while True:
        try:
            return await _once(pool, work)
        except Retriable as error:
            if attempt == RETRIES:
                raise _unreachable(error) from error
        jitter = random.uniform(0, 0.02 * 4**attempt)  # noqa: S311 - so that nodes that met do not meet again
        await asyncio.sleep(jitter)
        attempt += 1


async def _once(pool: Pool, work: Callable[[Connection], Awaitable[T]]) -> T:
    try:
        connection = await pool.acquire()
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise Retriable(str(error)) from error
    try:
        return await work(connection)
    except (asyncpg.DeadlockDetectedError, asyncpg.SerializationError) as error:
        raise Retriable(str(error)) from error
    except CommitUnknown:
        raise
    except Exception as error:
        if is_lost(connection, error):
            raise Retriable(str(error)) from error
        raise
    finally:
        await pool.release(connection)


def is_lost(connection: Connection, error: Exception) -> bool:
    """Whether the connection is of no more use; it is cut then."""
    if isinstance(error, TimeoutError | asyncpg.ReadOnlySQLTransactionError):  # silent, or the primary no longer
        cut(connection)
    return is_closed(connection)


def cut(connection: Connection) -> None:
    """Closes it without a word; the pool makes another one."""
    with suppress(asyncpg.InterfaceError):
        connection.terminate()


def is_closed(connection: Connection) -> bool:
    """Whether it is closed; asyncpg takes a closed one from its holder at once, and then it only raises."""
    try:
        return connection.is_closed()
    except asyncpg.InterfaceError:
        return True


def _unreachable(error: Exception) -> Unavailable:
    return Unavailable(
        "database_unreachable", f"PostgreSQL did not carry it out ({error}). Nothing was done: send it again."
    )


async def _leave(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Instead of asyncpg's reset, a round trip per use: no state outlives a transaction here."""


async def _speak_plainly(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Sums and truth values come as on SQLite: as numbers."""
    await connection.set_type_codec("bool", schema="pg_catalog", encoder=_bool, decoder=int.from_bytes, format="binary")
    await connection.set_type_codec("numeric", schema="pg_catalog", encoder=str, decoder=_number, format="text")


def _bool(value: object) -> bytes:
    return b"\1" if value else b"\0"


def _number(text: str) -> int | float:
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else float(number)
