"""What an action sees of the database and what a reader sees."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from zuruf.domain.actor import Actor
from zuruf.domain.event import Committed, Event, StoredEvent
from zuruf.domain.moment import Moment

__all__ = [
    "Action",
    "Answer",
    "Command",
    "Committed",
    "Event",
    "Job",
    "Reader",
    "Receipt",
    "Row",
    "StoredEvent",
    "Tx",
    "Value",
    "Writer",
]

Value = str | int | float | None
Row = tuple[Value, ...]


class Reader(Protocol):
    """A consistent view of the database: every query of one reader sees the same moment."""

    async def one(self, sql: str, *args: Value) -> Row | None:
        """The first row or None. Arguments are `$1`, `$2` … on both databases."""
        ...

    async def all(self, sql: str, *args: Value) -> list[Row]:
        """All rows; the query carries its own limit."""
        ...


class Writer(Reader, Protocol):
    """A transaction that may write."""

    async def run(self, sql: str, *args: Value) -> None:
        """A statement without an answer."""
        ...

    async def many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        """One statement for many rows."""
        ...


class Tx(Writer, Protocol):
    """One transaction of one workspace. The coroutine that uses it may await nothing else (core.md)."""

    workspace_id: str

    @property
    def next_seq(self) -> int:
        """The number the next recorded event will get."""
        ...

    def record(self, event: Event) -> int:
        """Numbers the event now; its row is written when the group is flushed."""
        ...

    def enqueue(self, job: "Job") -> None:
        """Puts a job into the outbox with this transaction."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What follows from a change and is done later by a worker. `due_at` in ms; `payload` is JSON text."""

    kind: str
    payload: str
    due_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Base of all commands: who wants it, when, where. `cid` (the client's UUID) makes it happen at most once (R2)."""

    workspace_id: str
    actor: Actor
    moment: Moment
    cid: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What an action answers: the id of what it made or changed, whether it did, and words for the one who asked."""

    id: str = ""
    changed: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer and its place in the order: `seq` is the action's last event (0 if none), `dup` a repeated `cid`."""

    answer: Answer
    seq: int
    dup: bool


Action = Callable[..., Awaitable[Answer]]
