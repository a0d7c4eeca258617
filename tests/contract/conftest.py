"""What the contracts with our own front ends share."""

from tests.verify.conftest import built

__all__ = ["built"]
