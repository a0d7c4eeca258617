"""How soon visitors may expect a first answer, from how long visitors really waited for one (W5)."""

from collections.abc import Sequence
from statistics import median_high
from typing import Final

FEWEST: Final = 10  # of fewer waits nothing is concluded
MOST: Final = 200  # the newest ones are enough
OVER_MS: Final = 7 * 86_400_000  # how far back counts
STEPS: Final = (1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 720, 1_440)  # minutes people would say


def promised_minutes(waits: Sequence[int]) -> int | None:
    """The median of first waits (ms), rounded up to one of STEPS; None of too few, or where it is longer than a day.

    The higher of two middle ones, and up: who is promised five minutes is answered within five in at least half of the cases.
    """
    if len(waits) < FEWEST:
        return None
    middle = median_high(waits)
    return next((step for step in STEPS if middle <= step * 60_000), None)
