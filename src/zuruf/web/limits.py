"""How often somebody may fail to get in (B52): an attempt holds a place before the work, so that parallel ones cannot race past a limit."""

import math
import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager

from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from zuruf.domain.token import hashed
from zuruf.errors import TooMany
from zuruf.web.passwords import BUSY

# An office shares one address; one account belongs to one person.
PER_ADDRESS = RateLimitItemPerMinute(60, 5)
PER_ACCOUNT = RateLimitItemPerMinute(10, 15)
PER_DEVICE = RateLimitItemPerMinute(10, 15)
PER_ADDRESS_LINKS = RateLimitItemPerHour(30)
SOON_SECONDS = 2  # until those who are being looked at now are through

Limit = RateLimitItemPerMinute | RateLimitItemPerHour


class Limits:
    """In this process's memory: with several nodes a guesser has as many times the attempts, which is still few.

    Each method is a block around an attempt. Whoever gets in gives the place back; every other end of the block keeps it.
    """

    def __init__(self) -> None:
        # The synchronous storage on purpose: between looking and taking a place there is no await another attempt could slip into.
        self._failed = MovingWindowRateLimiter(MemoryStorage())
        self._under_way: Counter[str] = Counter()

    @contextmanager
    def from_address(self, address: str) -> Generator[None]:
        """An attempt to sign in from this address (an IPv4 address or an IPv6 /64). TooMany when too many have failed."""
        with self._attempt(PER_ADDRESS, "sign-in", address):
            yield

    @contextmanager
    def on_account(self, email: str, *, known_device: str) -> Generator[None]:
        """An attempt on this account, whether it exists or not. A device that has signed in before is counted apart: whoever guesses
        elsewhere does not lock the owner out."""
        device = self._attempt(PER_DEVICE, "device", known_device)
        account = self._attempt(PER_ACCOUNT, "account", hashed(email.strip().lower()))
        with device if known_device else account:
            yield

    @contextmanager
    def by_link(self, address: str) -> Generator[None]:
        """An attempt to use a one-time link."""
        with self._attempt(PER_ADDRESS_LINKS, "link", address):
            yield

    @contextmanager
    def _attempt(self, limit: Limit, *key: str) -> Generator[None]:
        name = limit.key_for(*key)
        if not self._failed.test(limit, *key, cost=self._under_way[name] + 1):
            raise self._too_many(limit, *key)
        self._under_way[name] += 1
        try:
            yield
        except BaseException as error:
            # Nobody has looked at the password of somebody we had no time for: a flood must not use up their attempts.
            if not (isinstance(error, TooMany) and error.code == BUSY):
                self._failed.hit(limit, *key)
            raise
        finally:
            self._under_way[name] -= 1
            if not self._under_way[name]:
                del self._under_way[name]

    def _too_many(self, limit: Limit, *key: str) -> TooMany:
        reset_time, left = self._failed.get_window_stats(limit, *key)
        seconds = SOON_SECONDS if left else max(1, math.ceil(reset_time - time.time()))
        sentence = f"Too many attempts. Try again in {math.ceil(seconds / 60)} minutes."
        return TooMany("too_many_attempts", sentence, detail={"retry_after": str(seconds)})
