"""The marker that ties a test to its line of the specification."""

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "line(*ids): the lines of docs/behaviour.md this test asserts, such as A12 or A12a"
    )
