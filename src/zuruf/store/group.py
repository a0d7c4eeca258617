"""A group: the acts of one workspace that are committed together, and what is collected until it is flushed."""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from zuruf.domain.event import Event
from zuruf.errors import Conflict
from zuruf.store.encode import request_hash, stored
from zuruf.store.outbox import put_jobs
from zuruf.store.receipts import Key, StoredReceipt, keep_receipts, receipts_of
from zuruf.store.streams import Position, append_events, create_stream, lock_stream, unknown_workspace
from zuruf.store.transaction import Answer, Command, Committed, Job, Receipt, Row, StoredEvent, Tx, Value

C = TypeVar("C", bound=Command)


@dataclass(frozen=True, slots=True)
class Act:
    """A command with its action. `epoch` is set if it founds a workspace, `key` and `request_hash` if it has a cid."""

    command: Command
    run: Callable[[Tx], Awaitable[Answer]]
    epoch: str | None
    key: Key | None
    request_hash: str

    @staticmethod
    def of(command: C, action: Callable[[Tx, C], Awaitable[Answer]], epoch: str | None = None) -> "Act":
        """The act of carrying out this command by this action."""
        key = None if command.cid is None else (str(command.actor), command.cid)
        hash_ = "" if key is None else request_hash(action.__name__, command)
        return Act(command, lambda tx: action(tx, command), epoch, key, hash_)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a group: for every act its receipt or its error; `committed` is None if nothing was."""

    results: Sequence[Receipt | Exception]
    committed: Committed | None


class Sql(ABC):
    """The statements of one connection's running transaction."""

    @abstractmethod
    async def one(self, sql: str, *args: Value) -> Row | None: ...

    @abstractmethod
    async def all(self, sql: str, *args: Value) -> list[Row]: ...

    @abstractmethod
    async def run(self, sql: str, *args: Value) -> None: ...

    @abstractmethod
    async def many(self, sql: str, rows: Sequence[Sequence[Value]]) -> None: ...


class GroupTx(Sql):
    """The transaction of a group: SQL by the database, numbers and rows to be written here."""

    def __init__(self, workspace_id: str) -> None:
        self.workspace_id = workspace_id
        self.epoch = ""
        self.head = 0
        self.is_new = False
        self.events: list[StoredEvent] = []
        self.receipts: list[tuple[Key, StoredReceipt]] = []
        self.jobs: list[tuple[int, Job]] = []
        self.known: dict[Key, StoredReceipt] = {}
        self._recorded: list[Event] = []
        self._enqueued: list[Job] = []

    @property
    def next_seq(self) -> int:
        """The number the next recorded event will get."""
        return self.head + len(self.events) + len(self._recorded) + 1

    def record(self, event: Event) -> int:
        """Numbers the event; its row is written when the group is flushed."""
        self._recorded.append(event)
        return self.next_seq - 1

    def enqueue(self, job: Job) -> None:
        """Puts a job into the outbox when the group is flushed."""
        self._enqueued.append(job)

    def open(self, position: Position, known: dict[Key, StoredReceipt]) -> None:
        """Begins where the locked stream stands."""
        self.epoch, self.head = position.epoch, position.head
        self.known = known

    def keep(self, act: Act, answer: Answer) -> Receipt:
        """Takes over what the act recorded and makes its receipt; a body that cannot be encoded fails its act here."""
        first = self.head + len(self.events) + 1
        events = [stored(event, first + n, act.command.cid) for n, event in enumerate(self._recorded)]
        seq = events[-1].seq if events else 0
        self.events += events
        self.jobs += [(seq, job) for job in self._enqueued]
        self.forget()
        if act.key is not None:
            kept = StoredReceipt(act.request_hash, answer, seq, act.command.moment.at)
            self.receipts.append((act.key, kept))
            self.known[act.key] = kept
        return Receipt(answer, seq, dup=False)

    def forget(self) -> None:
        """Drops what the present act recorded; what earlier ones did stays."""
        self._recorded, self._enqueued = [], []

    def committed(self) -> Committed:
        """What is announced after the commit."""
        return Committed(
            workspace_id=self.workspace_id,
            epoch=self.epoch,
            head=self.head + len(self.events),
            events=tuple(self.events),
        )


async def open_group(tx: GroupTx, acts: Sequence[Act]) -> None:
    """Locks the stream, makes it if the act founds its workspace, and looks up all receipts at once."""
    position = await lock_stream(tx, tx.workspace_id)
    if position is None and (epoch := acts[0].epoch) is not None:
        position = await create_stream(tx, tx.workspace_id, epoch)
        tx.is_new = True
    if position is not None:
        tx.open(position, await receipts_of(tx, tx.workspace_id, [act.key for act in acts if act.key is not None]))


async def carry_out(tx: GroupTx, act: Act) -> Receipt:
    """One act of an opened group: its stored receipt, or its action's answer; raises what the action raises."""
    if not tx.epoch:
        raise unknown_workspace(tx.workspace_id)
    if act.key is not None and (known := tx.known.get(act.key)):
        return known.repeated_for(act.request_hash)
    if act.epoch is not None and not tx.is_new:
        raise Conflict("workspace_exists", f"The workspace {tx.workspace_id!r} exists already.")
    return tx.keep(act, await act.run(tx))


async def flush_group(tx: GroupTx) -> None:
    """Writes what the acts left to be written: events and head, receipts, jobs."""
    if tx.events:
        await append_events(tx, tx.workspace_id, tx.events)
    if tx.receipts:
        await keep_receipts(tx, tx.workspace_id, tx.receipts)
    if tx.jobs:
        await put_jobs(tx, tx.workspace_id, tx.jobs)


def has_fresh(results: Sequence[Receipt | Exception]) -> bool:
    """Whether any act did something: repetitions and refusals alone need no commit."""
    return any(isinstance(result, Receipt) and not result.dup for result in results)
