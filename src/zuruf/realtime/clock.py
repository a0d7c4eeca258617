"""Time as an argument: the loop's in the server, a virtual one in tests and in the simulator."""

import asyncio
from collections.abc import Callable
from typing import Protocol


class Timer(Protocol):
    """Something that will happen."""

    def cancel(self) -> None:
        """Now it will not."""
        ...


class Clock(Protocol):
    """All that the hub knows of time."""

    def now(self) -> int:
        """Milliseconds UTC: for people and for the database, never for measuring."""
        ...

    def monotonic(self) -> float:
        """Seconds since some moment: for measuring."""
        ...

    def after(self, seconds: float, act: Callable[[], None]) -> Timer:
        """Calls `act` once."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        ...


class LoopClock:
    """The clock of the running event loop; `now` says what time of day it is."""

    def __init__(self, now: Callable[[], int]) -> None:
        self.now = now

    def monotonic(self) -> float:
        """The loop's time."""
        return asyncio.get_running_loop().time()

    def after(self, seconds: float, act: Callable[[], None]) -> Timer:
        """By the loop's timer."""
        return asyncio.get_running_loop().call_later(seconds, act)

    async def sleep(self, seconds: float) -> None:
        """By the loop's timer."""
        await asyncio.sleep(seconds)
