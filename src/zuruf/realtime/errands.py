"""Tasks that nobody waits for: kept from the garbage collector, their failures written to the log."""

import asyncio
import logging
from collections.abc import Coroutine

log = logging.getLogger(__name__)


class Errands:
    """What is under way."""

    def __init__(self) -> None:
        # A dict keeps the order of starting, so that a seeded run cancels in the same order.
        self._tasks: dict[asyncio.Task[None], None] = {}

    def run(self, errand: Coroutine[None, None, None]) -> None:
        """Starts it at once; what it raises is logged."""
        task = asyncio.get_running_loop().create_task(errand)
        self._tasks[task] = None
        task.add_done_callback(self._done)

    async def finish(self, seconds: float) -> bool:
        """Waits until nothing is under way, or cancels what still is; whether all ended by themselves."""
        if not self._tasks:
            return True
        _, late = await asyncio.wait(list(self._tasks), timeout=seconds)
        for task in late:
            task.cancel()
        return not late

    def __len__(self) -> int:
        return len(self._tasks)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.pop(task, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("A task of the hub failed", exc_info=error)
