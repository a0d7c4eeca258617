"""The fixtures of the journeys."""

from tests.journeys.conftest import migrated

__all__ = ["migrated"]
