"""Ports in a row, for what needs neighbours."""

import os
import socket
from contextlib import ExitStack

FIRST, LAST = 10_000, 30_000  # below those the system gives out by itself, so that nobody takes one meanwhile


def ports_in_a_row(count: int) -> list[int]:
    """This many free ports next to each other; other test processes begin to look elsewhere."""
    span = LAST - FIRST
    begin = os.getpid() * 16 % span
    for step in range(0, span, count):
        first = FIRST + (begin + step) % span
        row = list(range(first, first + count))
        try:
            with ExitStack() as stack:
                for port in row:
                    stack.enter_context(socket.create_server(("127.0.0.1", port)))
        except OSError:
            continue
        return row
    raise RuntimeError(f"no {count} free ports in a row between {FIRST} and {LAST}")
