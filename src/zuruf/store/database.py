"""What the rest of Zuruf knows of a database: acts, reads, and what a commit announces."""

from collections.abc import Awaitable, Callable
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from zuruf.errors import ZurufError
from zuruf.store.streams import Position
from zuruf.store.transaction import Answer, Command, Committed, Reader, Receipt, Tx, Writer

C = TypeVar("C", bound=Command)
P = ParamSpec("P")
T = TypeVar("T")
Listener = Callable[[Committed], None]


class Unavailable(ZurufError):
    """The database could not say now (HTTP 503). The same request with the same `cid` may be sent again: one effect."""


class Database(Protocol):
    """One database, SQLite or PostgreSQL; used from the event loop it was opened in."""

    async def act(self, command: C, action: Callable[[Tx, C], Awaitable[Answer]]) -> Receipt:
        """Runs the action in its workspace's next group and returns after the commit and its announcement.

        Raises what the action raised (nothing of it is kept), Conflict `idempotency_mismatch`, NotFound
        `workspace_unknown`, Unavailable.
        A caller that is cancelled meanwhile does not stop it.
        """
        ...

    async def found(self, command: C, action: Callable[[Tx, C], Awaitable[Answer]], *, epoch: str) -> Receipt:
        """Like act, for the command that makes its workspace: its stream begins with `epoch` (96 random bits as text).

        Conflict `workspace_exists` if there is one already, unless the `cid` is a repeated one.
        """
        ...

    async def read(self, query: Callable[Concatenate[Reader, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs the query in one consistent read transaction; it may await nothing but its reader."""
        ...

    async def write(self, work: Callable[Concatenate[Writer, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs the work in a transaction without workspace, order or receipt: only for claiming jobs and trimming."""
        ...

    async def read_stream(self, workspace_id: str) -> Position:
        """(epoch, head, floor) of now; NotFound `workspace_unknown`."""
        ...

    def on_commit(self, listener: Listener) -> None:
        """Calls the listener in the event loop's thread after every commit of a group, before its acts return."""
        ...

    async def close(self) -> None:
        """Finishes what waits, refuses what comes later (Unavailable `database_closed`), lets go of the database."""
        ...


def database_closed() -> Unavailable:
    """The error after close."""
    return Unavailable(
        "database_closed", "The server is shutting down: nothing was done. Send it again to the next one."
    )
