"""An event loop whose time is virtual and whose order of turns follows from a seed: the same seed, the same run."""

import asyncio
import random
import selectors
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")


class Deadlock(Exception):
    """Everybody waits for somebody."""


class _NoWaiting(selectors.SelectSelector):
    """Instead of waiting, time goes on."""

    loop: "VirtualLoop"

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            raise Deadlock("nothing is ready and nothing is timed")
        self.loop.now += max(0.0, timeout)
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """`order`: shuffles what is ready at the same moment; None keeps asyncio's order."""

    def __init__(self, order: random.Random | None = None) -> None:
        self.now = 0.0
        self._order = order
        selector = _NoWaiting()
        selector.loop = self
        super().__init__(selector)
        self._clock_resolution = 1e-6

    def time(self) -> float:
        return self.now

    def _run_once(self) -> None:
        if self._order is not None and len(self._ready) > 1:
            turns = list(self._ready)
            self._order.shuffle(turns)
            self._ready.clear()
            self._ready.extend(turns)
        super()._run_once()


async def passing(seconds: float) -> None:
    """Time passes. Only for this loop: it moves its clock on, nobody waits."""
    await asyncio.sleep(seconds)  # virtual time


def simulated(main: Callable[[], Coroutine[Any, Any, T]], seed: int | None = None) -> T:
    """Runs it to its end in virtual time."""
    loop = VirtualLoop(None if seed is None else random.Random(seed))
    try:
        return loop.run_until_complete(main())
    finally:
        left = asyncio.all_tasks(loop)
        for task in left:
            task.cancel()
        if left:
            loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        loop.close()


def virtually(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """A test in virtual time."""

    @wraps(test)
    def run(*args: Any, **kwargs: Any) -> None:
        simulated(lambda: test(*args, **kwargs))

    return run
