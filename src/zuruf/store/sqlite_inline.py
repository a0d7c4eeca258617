"""SQLite without threads: every act is a group of its own, carried out at once on the calling thread."""

from collections.abc import Awaitable, Callable
from typing import Concatenate, ParamSpec, TypeVar

from zuruf.store.database import Listener, database_closed
from zuruf.store.group import Act
from zuruf.store.sqlite_file import Connection
from zuruf.store.sqlite_group import run_read, run_write, settle_group
from zuruf.store.streams import Position, position_of
from zuruf.store.transaction import Answer, Command, Reader, Receipt, Tx, Writer

C = TypeVar("C", bound=Command)
P = ParamSpec("P")
T = TypeVar("T")


class InlineDatabase:
    """A Database (database.py) for demonstrations, tests and the simulator; a listener's error is raised by the act."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._listeners: list[Listener] = []
        self._is_closed = False

    async def act(self, command: C, action: Callable[[Tx, C], Awaitable[Answer]]) -> Receipt:
        return self._settle(Act.of(command, action))

    async def found(self, command: C, action: Callable[[Tx, C], Awaitable[Answer]], *, epoch: str) -> Receipt:
        return self._settle(Act.of(command, action, epoch))

    async def read(self, query: Callable[Concatenate[Reader, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        self._refuse_if_closed()
        return run_read(self._connection, lambda reader: query(reader, *args, **kwargs))

    async def write(self, work: Callable[Concatenate[Writer, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        self._refuse_if_closed()
        return run_write(self._connection, lambda writer: work(writer, *args, **kwargs))

    async def read_stream(self, workspace_id: str) -> Position:
        return await self.read(position_of, workspace_id)

    def on_commit(self, listener: Listener) -> None:
        self._listeners.append(listener)

    async def close(self) -> None:
        self._is_closed = True
        self._connection.close()

    def _settle(self, act: Act) -> Receipt:
        self._refuse_if_closed()
        (outcome,) = settle_group(self._connection, [act])
        if outcome.committed is not None:
            for listener in self._listeners:
                listener(outcome.committed)
        (result,) = outcome.results
        if isinstance(result, Exception):
            raise result
        return result

    def _refuse_if_closed(self) -> None:
        if self._is_closed:
            raise database_closed()
