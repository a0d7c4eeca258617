"""How nodes tell one another that a workspace moved on: hints only, which may be lost, doubled or late."""

from collections.abc import Callable
from typing import Protocol

Hear = Callable[[str, int], None]


class Bus(Protocol):
    """Between the nodes."""

    def publish(self, workspace_id: str, head: int) -> None:
        """Says it to all others; never blocks, never fails."""
        ...

    def listen(self, hear: Hear) -> None:
        """From now on `hear` is called with what others say."""
        ...


class MemoryBus:
    """Between hubs of one process; what a single node uses."""

    def __init__(self) -> None:
        self._hearing: list[Hear] = []

    def publish(self, workspace_id: str, head: int) -> None:
        """At once."""
        for hear in self._hearing:
            hear(workspace_id, head)

    def listen(self, hear: Hear) -> None:
        """For ever."""
        self._hearing.append(hear)
