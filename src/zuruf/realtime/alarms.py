"""Moments at which something has to be looked at again, because nothing will happen then that would say so."""

from collections.abc import Callable

from zuruf.realtime.clock import Clock, Timer

Name = tuple[str, ...]


class Alarms:
    """One moment a name; none after `stop`."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._timers: dict[Name, Timer] = {}
        self._is_over = False

    def set(self, name: Name, at: int | None, act: Callable[[], None]) -> None:
        """Calls `act` at that time (ms), instead of what was set under the name before; None: not at all."""
        self.drop(name)
        if at is None or self._is_over:
            return
        seconds = (at - self._clock.now()) / 1000
        self._timers[name] = self._clock.after(seconds, lambda: self._ring(name, act))

    def drop(self, name: Name) -> None:
        """Nobody waits for it any more."""
        timer = self._timers.pop(name, None)
        if timer:
            timer.cancel()

    def stop(self) -> None:
        """The hub has stopped: nothing asks a database that is closed."""
        self._is_over = True
        for name in list(self._timers):
            self.drop(name)

    def __len__(self) -> int:
        return len(self._timers)

    def _ring(self, name: Name, act: Callable[[], None]) -> None:
        del self._timers[name]
        act()
