"""Who waits for a group, and how they and the listeners are told of its outcome in the event loop."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from zuruf.store.database import Listener
from zuruf.store.group import Act, Outcome
from zuruf.store.transaction import Committed, Receipt

T = TypeVar("T")
GROUP_LIMIT = 64


@dataclass(frozen=True, slots=True)
class WaitingAct:
    """An act and the future of who waits for it."""

    act: Act
    receipt: asyncio.Future[Receipt]


def next_group(lane: deque[WaitingAct]) -> list[WaitingAct]:
    """Takes the next group off one workspace's queue; an act that founds its workspace goes alone."""
    group = [lane.popleft()]
    while lane and len(group) < GROUP_LIMIT and group[0].act.epoch is None and lane[0].act.epoch is None:
        group.append(lane.popleft())
    return group


class Listeners:
    """Who is told of commits."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._listeners: list[Listener] = []

    def add(self, listener: Listener) -> None:
        """Tells this one too, from the next commit on."""
        self._listeners.append(listener)

    def deliver(self, outcome: Outcome, receipts: Sequence[asyncio.Future[Receipt]]) -> None:
        """Announces the commit, then lets the acts return. A listener that raises keeps nobody from hearing."""
        if outcome.committed is not None:
            for listener in self._listeners:
                self._tell(listener, outcome.committed)
        for receipt, result in zip(receipts, outcome.results, strict=True):
            if isinstance(result, Exception):
                fail(receipt, result)
            else:
                succeed(receipt, result)

    def _tell(self, listener: Listener, committed: Committed) -> None:
        try:
            listener(committed)
        except Exception as error:  # noqa: BLE001 - after a commit nothing is swallowed and nothing is stopped
            self._loop.call_exception_handler({"message": "a listener of commits failed", "exception": error})


def succeed(future: asyncio.Future[T], answer: T) -> None:
    """Answers who waits, unless they were cancelled."""
    if not future.done():
        future.set_result(answer)


def fail(future: asyncio.Future[T], error: Exception) -> None:
    """Raises the error in who waits, unless they were cancelled."""
    if not future.done():
        future.set_exception(error)
