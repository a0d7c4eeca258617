"""Connections between pages and nodes: in order, slow at times, cut, half open."""

import asyncio
import random
from collections import deque
from collections.abc import Callable
from typing import Any

from tests.simulation.pages import Pages

Watch = Callable[["Wire", bytes], None]


class Wire:
    """One connection. To the hub it is a Socket; `number` is the page's name for it."""

    drops_events = False  # a mutant: those for a slow client

    def __init__(self, page: str, number: int, pages: Pages, chance: random.Random, watch: Watch) -> None:
        self.page = page
        self.number = number
        self.session: Any = None
        self.node: Any = None
        self.is_stalled = False  # the page's side takes nothing for now
        self.is_dark = False  # nothing passes any more, nobody is told
        self.is_over = False  # for the page
        self.is_gone = False  # for the node
        self.tell: Callable[..., Any] = pages.tell
        self._chance = chance
        self._watch = watch
        self._down: deque[bytes | int] = deque()
        self._up: deque[str | None] = deque()
        self._is_falling = self._is_rising = False
        self._is_closing = False

    # --- the hub's side ---

    def send(self, frame: bytes) -> None:
        if self._is_closing or self.is_gone or self.node.is_dead:
            return
        self._watch(self, frame)
        if self.drops_events and not self.node.world.is_quiet and self._down and frame.startswith(b'{"f":"ev"'):
            return
        self._down.append(frame)
        self._fall()

    def buffered(self) -> int:
        return sum(len(one) for one in self._down if isinstance(one, bytes))

    def close(self, code: int, reason: str = "") -> None:
        if self._is_closing or self.is_gone or self.node.is_dead:
            return
        self._is_closing = True
        self._down.append(code)
        self._fall()
        asyncio.get_running_loop().call_later(2.0, self._abort)

    # --- the page's side ---

    def rise(self, text: str | None) -> None:
        """What the page sends; None when it closes."""
        self._up.append(text)
        if not self._is_rising:
            self._is_rising = True
            self._later(self._arrive)

    # --- faults ---

    def stall(self, seconds: float) -> None:
        self.is_stalled = True
        asyncio.get_running_loop().call_later(seconds, self._unstall)

    def cut(self) -> None:
        """Torn: each side learns of it at once, or not before its time is over."""
        if self._chance.random() < 0.7:
            self.tell_page(1006)
        if self._chance.random() < 0.7:
            self.tell_node()
        self.is_dark = True

    def tell_page(self, code: int) -> None:
        if not self.is_over and not self.is_dark:
            self.is_over = True
            self.tell("closed", id=self.page, number=self.number, code=code)

    def tell_node(self) -> None:
        if not self.is_gone:
            self.is_gone = True
            if self.session is not None and not self.node.is_dead:
                self.session.closed()

    # --- on the way ---

    def _later(self, act: Callable[[], None]) -> None:
        asyncio.get_running_loop().call_later(self._chance.uniform(0.001, 0.06), act)

    def _unstall(self) -> None:
        self.is_stalled = False
        self._fall()

    def _fall(self) -> None:
        if self._down and not self._is_falling and not self.is_stalled:
            self._is_falling = True
            self._later(self._land)

    def _land(self) -> None:
        self._is_falling = False
        if self.is_stalled or not self._down:
            return
        one = self._down.popleft()
        if not self.is_dark and not self.is_over:
            if isinstance(one, bytes):
                self.tell("hears", id=self.page, number=self.number, text=one.decode())
            else:
                self.tell_page(one)
                self._later(self.tell_node)
        self._fall()

    def _arrive(self) -> None:
        self._is_rising = False
        text = self._up.popleft()
        if self.is_dark:
            return
        if text is None:
            self.is_over = True
            self.tell_node()
        elif not self.is_gone and not self._is_closing and not self.node.is_dead:
            self.session.received(text.encode())
        if self._up:
            self._is_rising = True
            self._later(self._arrive)

    def _abort(self) -> None:
        self.tell_node()
        self.tell_page(1006)
