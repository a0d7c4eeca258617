"""PostgreSQL in a server: one group at a time for each workspace, those of different workspaces side by side."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Concatenate, ParamSpec, TypeVar

import asyncpg

from zuruf.store.database import Listener, Unavailable, database_closed
from zuruf.store.group import Act, Outcome
from zuruf.store.postgres_group import (
    GroupUnknown,
    PostgresSql,
    Spoiled,
    commit,
    commit_group,
    roll_back,
    was_committed,
)
from zuruf.store.postgres_pool import RETRIES, CommitUnknown, Connection, Pool, retried
from zuruf.store.streams import Position, position_of
from zuruf.store.transaction import Answer, Command, Reader, Receipt, Tx, Writer
from zuruf.store.waiting import Listeners, WaitingAct, next_group

C = TypeVar("C", bound=Command)
P = ParamSpec("P")
T = TypeVar("T")


class PostgresDatabase:
    """A Database (database.py) on a server."""

    def __init__(self, loop: asyncio.AbstractEventLoop, pool: Pool) -> None:
        self._loop = loop
        self._pool = pool
        self._lanes: dict[str, deque[WaitingAct]] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._listeners = Listeners(loop)
        self._is_closed = False

    async def act(self, command: C, action: Callable[[Tx, C], Awaitable[Answer]]) -> Receipt:
        return await self._wait_for(Act.of(command, action))

    async def found(self, command: C, action: Callable[[Tx, C], Awaitable[Answer]], *, epoch: str) -> Receipt:
        return await self._wait_for(Act.of(command, action, epoch))

    async def read(self, query: Callable[Concatenate[Reader, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        async def once(connection: Connection) -> T:
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                return await query(PostgresSql(connection), *args, **kwargs)

        self._refuse_if_closed()
        return await retried(self._pool, once)

    async def write(self, work: Callable[Concatenate[Writer, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        async def once(connection: Connection) -> T:
            transaction = connection.transaction()
            await transaction.start()
            try:
                answer = await work(PostgresSql(connection), *args, **kwargs)
            except BaseException:
                await roll_back(connection, transaction)
                raise
            await commit(connection, transaction)
            return answer

        self._refuse_if_closed()
        try:
            return await retried(self._pool, once)
        except CommitUnknown as unknown:
            raise _commit_unknown() from unknown

    async def read_stream(self, workspace_id: str) -> Position:
        return await self.read(position_of, workspace_id)

    def on_commit(self, listener: Listener) -> None:
        self._listeners.add(listener)

    async def close(self) -> None:
        if self._is_closed:
            return
        self._is_closed = True
        await asyncio.gather(*self._running)
        await self._pool.close()

    async def _wait_for(self, act: Act) -> Receipt:
        self._refuse_if_closed()
        receipt: asyncio.Future[Receipt] = self._loop.create_future()
        workspace_id, waiting = act.command.workspace_id, WaitingAct(act, receipt)
        if workspace_id in self._lanes:
            self._lanes[workspace_id].append(waiting)
        else:
            self._lanes[workspace_id] = deque([waiting])
            task = self._loop.create_task(self._empty(workspace_id))
            self._running.add(task)
            task.add_done_callback(self._running.discard)
        return await receipt

    async def _empty(self, workspace_id: str) -> None:
        lane = self._lanes[workspace_id]
        while lane:
            await self._settle(next_group(lane))
        del self._lanes[workspace_id]

    async def _settle(self, group: Sequence[WaitingAct]) -> None:
        try:
            outcome = await self._carry_out([one.act for one in group])
        except Spoiled as spoiled:
            if len(group) > 1:
                await self._settle([one for place, one in enumerate(group) if place != spoiled.place])
                await self._settle([group[spoiled.place]])
                return
            outcome = Outcome([_told(spoiled.error)], None)
        except Exception as error:  # noqa: BLE001 - whoever waits for the act is told
            if len(group) > 1 and not isinstance(error, Unavailable):
                for one in group:
                    await self._settle([one])
                return
            outcome = Outcome([_told(error)] * len(group), None)
        self._listeners.deliver(outcome, [one.receipt for one in group])

    async def _carry_out(self, acts: Sequence[Act]) -> Outcome:
        for _ in range(RETRIES + 1):
            try:
                return await retried(self._pool, lambda connection: commit_group(connection, acts))
            except GroupUnknown as unknown:
                if await self._was_committed(unknown):
                    return unknown.outcome
        raise Unavailable("database_unreachable", "PostgreSQL did not commit it. Nothing was done: send it again.")

    async def _was_committed(self, unknown: GroupUnknown) -> bool:
        try:
            verdict = await retried(self._pool, lambda connection: was_committed(connection, unknown.tx))
        except Exception as error:
            raise _commit_unknown() from error
        if verdict is None:
            raise _commit_unknown() from unknown
        return verdict

    def _refuse_if_closed(self) -> None:
        if self._is_closed:
            raise database_closed()


def _told(error: Exception) -> Exception:
    if isinstance(error, asyncpg.QueryCanceledError | asyncpg.LockNotAvailableError):
        busy = Unavailable("database_busy", f"PostgreSQL took too long ({error}). Nothing was done: send it again.")
        busy.__cause__ = error
        return busy
    return error


def _commit_unknown() -> Unavailable:
    return Unavailable(
        "commit_unknown", "PostgreSQL was lost while it committed: whether it was done is unknown. Look, then decide."
    )
