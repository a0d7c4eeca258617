"""The way to one client: bounded, never blocking; who cannot keep up is closed and resumes."""

from collections.abc import Callable
from typing import Protocol

from zuruf.realtime.clock import Clock
from zuruf.realtime.frames import CLOSE_SLOW
from zuruf.realtime.limits import QUEUE_BYTES, QUEUE_FRAMES, WRITE_SECONDS


class Socket(Protocol):
    """A connection as the adapters give it to a session."""

    def send(self, frame: bytes) -> None:
        """A text frame; never blocks."""
        ...

    def buffered(self) -> int:
        """Bytes not yet taken by the network."""
        ...

    def close(self, code: int, reason: str = "") -> None:
        """Says goodbye, and aborts 2 s later."""
        ...


class Line:
    """A socket with its bounds. `closing` is called once, when we close it."""

    __slots__ = ("_bytes", "_clock", "_closing", "_drained", "_frames", "_progress", "_socket", "_waiting", "is_closed")

    def __init__(self, socket: Socket, clock: Clock, waiting: "dict[Line, None]", closing: Callable[[], None]) -> None:
        self._socket = socket
        self._clock = clock
        self._waiting = waiting
        self._closing = closing
        self._bytes = self._drained = self._frames = 0
        self._progress = 0.0
        self.is_closed = False

    def send(self, frame: bytes) -> None:
        """Sends it, or closes with 4008 when too much is waiting already."""
        if self.is_closed:
            return
        before = self._socket.buffered()
        if before == 0:
            self._frames = 0
        self._frames += 1
        if before and (self._frames > QUEUE_FRAMES or before + len(frame) > QUEUE_BYTES):
            self.close(CLOSE_SLOW, "too slow")
            return
        self._socket.send(frame)
        self._bytes += len(frame)
        if self._socket.buffered() and self not in self._waiting:
            self._waiting[self] = None
            self._progress = self._clock.monotonic()
            self._drained = self._bytes - self._socket.buffered()

    def say(self, signal: bytes) -> bool:
        """Sends a signal, which is dropped when half of the bound is waiting: the next one heals it. Whether it was sent."""
        if self.is_full:
            return False
        self.send(signal)
        return True

    @property
    def is_full(self) -> bool:
        """Whether half of the bound is waiting."""
        waiting = 0 if self.is_closed else self._socket.buffered()
        return waiting > 0 and (waiting > QUEUE_BYTES // 2 or self._frames > QUEUE_FRAMES // 2)

    async def room(self) -> None:
        """Waits until less than half of the bound is waiting, or the line is closed."""
        while self.is_full:
            await self._clock.sleep(0.05)

    def check(self, now: float) -> None:
        """Called every second while something waits: closes with 4008 when nothing moves for 10 s."""
        left = self._socket.buffered()
        if self.is_closed or left == 0:
            self._waiting.pop(self, None)
        elif self._bytes - left > self._drained:
            self._drained = self._bytes - left
            self._progress = now
        elif now - self._progress >= WRITE_SECONDS:
            self.close(CLOSE_SLOW, "nothing was read")

    def close(self, code: int, reason: str = "") -> None:
        """Nothing is sent after this."""
        if self.is_closed:
            return
        self.end()
        self._socket.close(code, reason)
        self._closing()

    def end(self) -> None:
        """The socket is gone."""
        self.is_closed = True
        self._waiting.pop(self, None)
