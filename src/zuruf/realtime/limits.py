"""The bounds of a node (R7): how much of everything, and the bucket that measures a rate."""

from dataclasses import dataclass
from typing import Final

FRAME_IN: Final = 64 * 1024  # bytes of a frame from a client
FRAME_OUT: Final = 256 * 1024  # bytes of a frame to a client
QUEUE_FRAMES: Final = 256  # frames one socket may wait for
QUEUE_BYTES: Final = 1024 * 1024
WRITE_SECONDS: Final = 10.0  # without any progress of a write
HELLO_SECONDS: Final = 10.0  # until a socket says who it is
SILENT_SECONDS: Final = (
    25.0  # a client answers every heartbeat with a ping; checked once a heartbeat, so over after 40 s at the latest
)
WAITING_OPS: Final = 64  # ops one socket may have waiting
RING_SECONDS: Final = 600.0
TYPED: Final = 1_000  # characters of what a visitor types that agents are shown: the end of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an operator may set."""

    sockets_per_visitor: int = 10
    sockets_per_agent: int = 20
    sockets_per_address: int = 200
    sockets: int = 50_000
    hellos_per_second: int = 1_500
    snapshots_at_a_time: int = 50
    hellos_waiting: int = 2_000
    ring_events: int = 2_000  # of a workspace, kept in memory
    batch: int = 500  # events of one read


@dataclass(frozen=True, slots=True)
class Rate:
    """So many a second, and so many at once."""

    per_second: float
    burst: float


FRAMES: Final = Rate(50, 200)
AGENT_OPS: Final = Rate(20, 40)
VISITOR_OPS: Final = Rate(2, 10)
TYPING: Final = Rate(0.5, 4)
PAGES: Final = Rate(1, 5)
WATCHING: Final = Rate(2, 10)


class Bucket:
    """A token bucket."""

    __slots__ = ("_rate", "_since", "_tokens")

    def __init__(self, rate: Rate, now: float) -> None:
        self._rate = rate
        self._tokens = rate.burst
        self._since = now

    def take(self, now: float) -> bool:
        """Whether there was a token."""
        self._tokens = min(self._rate.burst, self._tokens + (now - self._since) * self._rate.per_second)
        self._since = now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True

    def wait(self) -> float:
        """Seconds from the last take until there is a token."""
        return max(0.0, 1 - self._tokens) / self._rate.per_second
