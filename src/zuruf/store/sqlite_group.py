"""How SQLite carries out groups, reads and other work: on the calling thread, without an event loop."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import apsw

from zuruf.store.database import Unavailable
from zuruf.store.dialect import for_sqlite
from zuruf.store.group import Act, GroupTx, Outcome, Sql, carry_out, flush_group, has_fresh, open_group
from zuruf.store.sqlite_file import Connection
from zuruf.store.transaction import Reader, Receipt, Row, Value

T = TypeVar("T")


class SqliteSql(Sql):
    """SQL on one connection; nothing in it ever waits."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def one(self, sql: str, *args: Value) -> Row | None:
        return self._connection.execute(for_sqlite(sql), args).fetchone()

    async def all(self, sql: str, *args: Value) -> list[Row]:
        return self._connection.execute(for_sqlite(sql), args).fetchall()

    async def run(self, sql: str, *args: Value) -> None:
        self._connection.execute(for_sqlite(sql), args)

    async def many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        self._connection.executemany(for_sqlite(sql), rows)

    async def script(self, sql: str) -> None:
        self._connection.execute(sql)


class SqliteTx(SqliteSql, GroupTx):
    """The transaction of a group on SQLite."""

    def __init__(self, workspace_id: str, connection: Connection) -> None:
        GroupTx.__init__(self, workspace_id)
        SqliteSql.__init__(self, connection)


def settle_group(connection: Connection, acts: Sequence[Act]) -> list[Outcome]:
    """Carries out the acts of one workspace, in one commit. A group that fails as a whole is carried out one by one."""
    try:
        return [_commit_group(connection, acts)]
    except CommitFailed as failure:
        return [Outcome([_unavailable(failure)] * len(acts), None)]
    except Exception as error:  # noqa: BLE001 - whoever waits for the act is told
        if len(acts) > 1:
            return [outcome for act in acts for outcome in settle_group(connection, [act])]
        return [Outcome([_unavailable(error)], None)]


def run_read(connection: Connection, query: Callable[[Reader], Awaitable[T]]) -> T:
    """The query's answer, all of it of one moment."""
    connection.execute("begin")
    try:
        return finish(query(SqliteSql(connection)))
    finally:
        _roll_back(connection)


def run_write(connection: Connection, work: Callable[["SqliteSql"], Awaitable[T]]) -> T:
    """Work in a transaction of its own, outside every stream."""
    connection.execute("begin immediate")
    try:
        answer = finish(work(SqliteSql(connection)))
        connection.execute("commit")
    except BaseException:
        _roll_back(connection)
        raise
    return answer


class CommitFailed(Exception):
    """The COMMIT of a group failed: whether it comes back after a restart cannot be known."""


def _commit_group(connection: Connection, acts: Sequence[Act]) -> Outcome:
    tx = SqliteTx(acts[0].command.workspace_id, connection)
    connection.execute("begin immediate")
    try:
        finish(open_group(tx, acts))
        results = [_in_savepoint(connection, tx, act) for act in acts]
        if not has_fresh(results):
            return Outcome(results, None)
        finish(flush_group(tx))
        _commit(connection)
        return Outcome(results, tx.committed())
    finally:
        _roll_back(connection)


def _in_savepoint(connection: Connection, tx: SqliteTx, act: Act) -> Receipt | Exception:
    connection.execute("savepoint act")
    try:
        receipt = finish(carry_out(tx, act))
    except Exception as error:
        tx.forget()
        if not connection.in_transaction:  # disk full, I/O error: SQLite gave up the whole transaction
            raise
        connection.execute("rollback to act")
        connection.execute("release act")
        return error
    connection.execute("release act")
    return receipt


def _commit(connection: Connection) -> None:
    try:
        connection.execute("commit")
    except apsw.Error as error:
        raise CommitFailed(str(error)) from error


def _roll_back(connection: Connection) -> None:
    if connection.in_transaction:
        connection.execute("rollback")


def _unavailable(error: Exception) -> Exception:
    if not isinstance(error, apsw.Error | CommitFailed):
        return error
    failure = Unavailable(
        "database_failed", f"SQLite could not write ({error}). Look at the disk and its space, then send it again."
    )
    failure.__cause__ = error
    return failure


def finish(work: Awaitable[T]) -> T:
    """Runs a coroutine to its end at once; RuntimeError if it suspends: then it waits for something else than SQL."""
    steps = work.__await__()
    try:
        steps.send(None)
    except StopIteration as end:
        return end.value
    steps.close()
    raise RuntimeError(
        "An action or a query awaited something other than its transaction or reader. "
        "Do that before, and pass in what came of it."
    )
