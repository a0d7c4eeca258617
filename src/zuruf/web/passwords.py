"""Passwords: argon2id in a bounded pool of threads, so that many guesses at once neither stop the loop nor fill the memory."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

from zuruf.errors import TooMany

THREADS = 2  # 64 MiB each while they work
MAX_WAITING = 64
BUSY = "busy"  # the code of TooMany when nobody has looked at the password
T = TypeVar("T")


class Passwords:
    """Hashes and checks. One a process; `hasher` is replaced in tests by a cheaper one."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="argon2")
        self._waiting = 0
        self._nobodys: str | None = None

    async def hash(self, password: str) -> str:
        """The argon2id hash to be stored. TooMany when too many are waiting."""
        return await self._run(lambda: self._hasher.hash(password))

    async def verify(self, hash_: str | None, password: str) -> bool:
        """Whether the password fits. None (nobody has this address) takes as long as a wrong password (B52)."""
        return await self._run(lambda: self._fits(hash_ or self._hash_of_nobody(), password)) and hash_ is not None

    def is_outdated(self, hash_: str) -> bool:
        """Whether a hash was made at another cost than today's."""
        return self._hasher.check_needs_rehash(hash_)

    def close(self) -> None:
        """Lets go of the threads."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _fits(self, hash_: str, password: str) -> bool:
        try:
            return self._hasher.verify(hash_, password)
        except (VerificationError, InvalidHashError):
            return False

    def _hash_of_nobody(self) -> str:
        """Made once; the first unknown address after a start takes longer, once."""
        if self._nobodys is None:
            self._nobodys = self._hasher.hash("nobody's password")
        return self._nobodys

    async def _run(self, work: Callable[[], T]) -> T:
        if self._waiting >= MAX_WAITING:
            raise TooMany(
                BUSY, "Too many people are signing in at once. Try again in a moment.", detail={"retry_after": "2"}
            )
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._waiting -= 1
