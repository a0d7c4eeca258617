"""How PostgreSQL carries out a group: without savepoints, and never guessing whether a commit happened."""

from collections.abc import Sequence

import asyncpg
from asyncpg.transaction import Transaction

from zuruf.store.group import Act, GroupTx, Outcome, Sql, carry_out, flush_group, has_fresh, open_group
from zuruf.store.postgres_pool import CommitUnknown, Connection, Retriable, cut, is_closed, is_lost
from zuruf.store.receipts import receipts_of
from zuruf.store.streams import events_since, lock_stream
from zuruf.store.transaction import Receipt, Row, Value


class Spoiled(Exception):
    """An act failed after writing, or by a database error: the group is rolled back and run again without it."""

    def __init__(self, place: int, error: Exception) -> None:
        super().__init__(str(error))
        self.place = place
        self.error = error


class GroupUnknown(CommitUnknown):
    """The same of a group; what it would have answered goes with it."""

    def __init__(self, tx: "PostgresTx", outcome: Outcome) -> None:
        super().__init__("the answer to COMMIT was lost")
        self.tx = tx
        self.outcome = outcome


class PostgresSql(Sql):
    """SQL on one connection; it remembers what no savepoint undoes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.has_written = False
        self.failure: Exception | None = None

    async def one(self, sql: str, *args: Value) -> Row | None:
        self._note(sql)
        try:
            row = await self._connection.fetchrow(sql, *args)
        except Exception as error:
            self.failure = error
            raise
        return None if row is None else tuple(row)

    async def all(self, sql: str, *args: Value) -> list[Row]:
        self._note(sql)
        try:
            return [tuple(row) for row in await self._connection.fetch(sql, *args)]
        except Exception as error:
            self.failure = error
            raise

    async def run(self, sql: str, *args: Value) -> None:
        self._note(sql)
        try:
            await self._connection.execute(sql, *args)
        except Exception as error:
            self.failure = error
            raise

    async def many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        self._note(sql)
        try:
            await self._connection.executemany(sql, rows)
        except Exception as error:
            self.failure = error
            raise

    async def script(self, sql: str) -> None:
        await self._connection.execute(sql)

    def is_lost(self, error: Exception) -> bool:
        """Whether the connection is of no more use after this error."""
        return is_lost(self._connection, error)

    def _note(self, sql: str) -> None:
        if not sql.lstrip()[:6].lower().startswith("select"):
            self.has_written = True


class PostgresTx(PostgresSql, GroupTx):
    """The transaction of a group on PostgreSQL."""

    def __init__(self, workspace_id: str, connection: Connection) -> None:
        GroupTx.__init__(self, workspace_id)
        PostgresSql.__init__(self, connection)


async def commit_group(connection: Connection, acts: Sequence[Act]) -> Outcome:
    """Carries out the acts of one workspace, in one commit; raises Spoiled, GroupUnknown, Retriable or what failed."""
    tx = PostgresTx(acts[0].command.workspace_id, connection)
    transaction = connection.transaction()
    await transaction.start()
    try:
        await _open(tx, acts)
        results = [await _try(tx, place, act) for place, act in enumerate(acts)]
        if has_fresh(results):
            await flush_group(tx)
    except BaseException:
        await roll_back(connection, transaction)
        raise
    if not has_fresh(results):
        await roll_back(connection, transaction)
        return Outcome(results, None)
    outcome = Outcome(results, tx.committed())
    try:
        await commit(connection, transaction)
    except CommitUnknown as error:
        raise GroupUnknown(tx, outcome) from error
    return outcome


async def was_committed(connection: Connection, lost: PostgresTx) -> bool | None:
    """Whether the transaction whose COMMIT was not answered is there; None if it left nothing to know it by."""
    async with connection.transaction():
        # It holds the stream's lock until the server has ended it, at the latest after the idle time-out of 5 s.
        await connection.execute("set local lock_timeout = 8000; set local statement_timeout = 9000")
        reader = PostgresSql(connection)
        await lock_stream(reader, lost.workspace_id)
        if lost.receipts:
            found = await receipts_of(reader, lost.workspace_id, [key for key, _ in lost.receipts])
            return all(found.get(key) == kept for key, kept in lost.receipts)
        if lost.events:
            first = lost.events[0]
            return await events_since(reader, lost.workspace_id, first.seq - 1, 1) == [first]
        return None


async def commit(connection: Connection, transaction: Transaction) -> None:
    """Raises CommitUnknown if the answer is anything but yes."""
    try:
        await transaction.commit()
    except Exception as error:
        cut(connection)
        raise CommitUnknown(str(error)) from error


async def roll_back(connection: Connection, transaction: Transaction) -> None:
    """Ends the transaction, and the connection if that fails."""
    if is_closed(connection):
        return
    try:
        await transaction.rollback()
    except Exception:  # noqa: BLE001 - the server rolls back what it no longer hears of
        cut(connection)


async def _open(tx: PostgresTx, acts: Sequence[Act]) -> None:
    try:
        await open_group(tx, acts)
    except (asyncpg.LockNotAvailableError, asyncpg.UniqueViolationError) as error:  # another node numbers, or founds
        raise Retriable(str(error)) from error


async def _try(tx: PostgresTx, place: int, act: Act) -> Receipt | Exception:
    tx.has_written, tx.failure = False, None
    try:
        receipt = await carry_out(tx, act)
    except Exception as error:
        tx.forget()
        if tx.has_written or tx.failure is not None:
            raise _spoiled(tx, place, error) from error
        return error
    if tx.failure is not None:  # the action went on after a database error, which PostgreSQL does not allow
        raise _spoiled(tx, place, tx.failure)
    return receipt


def _spoiled(tx: PostgresTx, place: int, error: Exception) -> Exception:
    cause = tx.failure or error
    if isinstance(cause, asyncpg.DeadlockDetectedError | asyncpg.SerializationError) or tx.is_lost(cause):
        return Retriable(str(cause))
    return Spoiled(place, error)
