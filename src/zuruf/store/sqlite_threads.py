"""SQLite in a server: one thread writes, group by group, two read; the event loop waits for neither."""

import asyncio
import threading
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from queue import SimpleQueue
from typing import Concatenate, ParamSpec, TypeVar

from zuruf.store.database import Listener, database_closed
from zuruf.store.group import Act
from zuruf.store.sqlite_file import Connection, FileLock
from zuruf.store.sqlite_group import run_read, run_write, settle_group
from zuruf.store.streams import Position, position_of
from zuruf.store.transaction import Answer, Command, Reader, Receipt, Tx, Writer
from zuruf.store.waiting import Listeners, WaitingAct, fail, next_group, succeed

C = TypeVar("C", bound=Command)
P = ParamSpec("P")
T = TypeVar("T")


Work = Callable[[Connection], None]


class Turns:
    """What the writer does next: the workspaces that wait, each a group at a time, and other work between them."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._turns: deque[str | Work] = deque()
        self._lanes: dict[str, deque[WaitingAct]] = {}
        self._is_closed = False

    def add(self, waiting: WaitingAct | Work) -> None:
        """Puts it last; Unavailable `database_closed` after close."""
        with self._changed:
            if self._is_closed:
                raise database_closed()
            if isinstance(waiting, WaitingAct):
                workspace_id = waiting.act.command.workspace_id
                lane = self._lanes.setdefault(workspace_id, deque())
                lane.append(waiting)
                if len(lane) > 1:
                    return
                self._turns.append(workspace_id)
            else:
                self._turns.append(waiting)
            self._changed.notify()

    def take(self) -> Sequence[WaitingAct] | Work | None:
        """Waits for the next group or work; None when closed and nothing is left."""
        with self._changed:
            while not self._turns:
                if self._is_closed:
                    return None
                self._changed.wait()
            turn = self._turns.popleft()
            if not isinstance(turn, str):
                return turn
            lane = self._lanes[turn]
            group = next_group(lane)
            if lane:
                self._turns.append(turn)
            else:
                del self._lanes[turn]
            return group

    def close(self) -> None:
        """Takes nothing more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify()


class ThreadedDatabase:
    """A Database (database.py) on a file."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        lock: FileLock,
        writer: Connection,
        readers: Sequence[Connection],
    ) -> None:
        self._loop = loop
        self._lock = lock
        self._writer = writer
        self._readers = readers
        self._idle: SimpleQueue[Connection] = SimpleQueue()
        for reader in readers:
            self._idle.put(reader)
        self._reading = ThreadPoolExecutor(len(readers), thread_name_prefix="zuruf-reader")
        self._listeners = Listeners(loop)
        self._turns = Turns()
        self._is_closed = False
        self._writing = threading.Thread(target=self._write_all, name="zuruf-writer", daemon=True)
        self._writing.start()

    async def act(self, command: C, action: Callable[[Tx, C], Awaitable[Answer]]) -> Receipt:
        return await self._wait_for(Act.of(command, action))

    async def found(self, command: C, action: Callable[[Tx, C], Awaitable[Answer]], *, epoch: str) -> Receipt:
        return await self._wait_for(Act.of(command, action, epoch))

    async def read(self, query: Callable[Concatenate[Reader, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        if self._is_closed:
            raise database_closed()

        def answer(reader: Reader) -> Awaitable[T]:
            return query(reader, *args, **kwargs)

        return await self._loop.run_in_executor(self._reading, self._read, answer)

    async def write(self, work: Callable[Concatenate[Writer, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        done: asyncio.Future[T] = self._loop.create_future()

        def run(connection: Connection) -> None:
            try:
                answer = run_write(connection, lambda writer: work(writer, *args, **kwargs))
            except Exception as error:  # noqa: BLE001 - whoever waits is told
                self._loop.call_soon_threadsafe(fail, done, error)
            else:
                self._loop.call_soon_threadsafe(succeed, done, answer)

        self._turns.add(run)
        return await done

    async def read_stream(self, workspace_id: str) -> Position:
        return await self.read(position_of, workspace_id)

    def on_commit(self, listener: Listener) -> None:
        self._listeners.add(listener)

    async def close(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        self._turns.close()
        await asyncio.to_thread(self._writing.join)
        await asyncio.to_thread(self._reading.shutdown)
        # The writer goes last: whoever closes last checkpoints the WAL.
        for connection in (*self._readers, self._writer):
            connection.close()
        self._lock.release()

    async def _wait_for(self, act: Act) -> Receipt:
        receipt: asyncio.Future[Receipt] = self._loop.create_future()
        self._turns.add(WaitingAct(act, receipt))
        return await receipt

    def _read(self, query: Callable[[Reader], Awaitable[T]]) -> T:
        connection = self._idle.get()
        try:
            return run_read(connection, query)
        finally:
            self._idle.put(connection)

    def _write_all(self) -> None:
        while (turn := self._turns.take()) is not None:
            if callable(turn):
                turn(self._writer)
                continue
            waiting = iter(turn)
            for outcome in settle_group(self._writer, [one.act for one in turn]):
                futures = [next(waiting).receipt for _ in outcome.results]
                self._loop.call_soon_threadsafe(self._listeners.deliver, outcome, futures)
