"""The time and the randomness of one command, drawn at the edge, so that an action can be run again with the same outcome."""

import hashlib
from dataclasses import dataclass

ALPHABET = (
    "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: sorts like the numbers, no letter looks like a digit
)


@dataclass(frozen=True, slots=True)
class Moment:
    """`at` is milliseconds UTC; `seed` is 16 random bytes from which all ids of the command follow."""

    at: int
    seed: bytes

    def id(self, prefix: str, n: int = 0) -> str:
        """An opaque sortable id such as `msg_…`: 10 characters of time, 16 of 80 random bits. `n` tells several of one command apart."""
        digest = hashlib.blake2b(b"%s:%d" % (prefix.encode(), n), key=self.seed, digest_size=10).digest()
        return f"{prefix}_{_base32(self.at, 10)}{_base32(int.from_bytes(digest), 16)}"


def _base32(number: int, length: int) -> str:
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(5 * (length - 1), -1, -5))
