"""How often somebody may try (B52): counted before the work, so that parallel attempts cannot race past a limit."""

import math
import time

from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from zuruf.domain.token import hashed
from zuruf.errors import TooMany

# An office shares one address; one account belongs to one person.
PER_ADDRESS = RateLimitItemPerMinute(60, 5)
PER_ACCOUNT = RateLimitItemPerMinute(10, 15)
PER_DEVICE = RateLimitItemPerMinute(10, 15)
PER_ADDRESS_LINKS = RateLimitItemPerHour(30)


class Limits:
    """In this process's memory: with several nodes a guesser has as many times the attempts, which is still few."""

    def __init__(self) -> None:
        # The synchronous storage on purpose: between counting and refusing there is no await another attempt could slip into.
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def count_address(self, address: str) -> None:
        """An attempt to sign in from this address (an IPv4 address or an IPv6 /64). TooMany when there were too many."""
        self._count(PER_ADDRESS, "sign-in", address)

    def count_account(self, email: str, *, known_device: str) -> None:
        """An attempt on this account, whether it exists or not. A device that has signed in before is counted apart: whoever guesses
        elsewhere does not lock the owner out."""
        if known_device:
            self._count(PER_DEVICE, "device", known_device)
        else:
            self._count(PER_ACCOUNT, "account", hashed(email.strip().lower()))

    def count_link(self, address: str) -> None:
        """An attempt to use a one-time link."""
        self._count(PER_ADDRESS_LINKS, "link", address)

    def _count(self, limit: RateLimitItemPerMinute | RateLimitItemPerHour, *key: str) -> None:
        if self._limiter.hit(limit, *key):
            return
        seconds = max(1, math.ceil(self._limiter.get_window_stats(limit, *key).reset_time - time.time()))
        sentence = f"Too many attempts. Try again in {math.ceil(seconds / 60)} minutes."
        raise TooMany("too_many_attempts", sentence, detail={"retry_after": str(seconds)})
