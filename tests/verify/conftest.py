"""The reducers of the front ends as plain modules."""

from pathlib import Path

import pytest

from tests.support.machine import cannot_run_here
from tests.verify.verifying import build
from tools import machine
from tools.steps import Expected


@pytest.fixture(scope="session")
def built(node: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    try:
        machine.npm_ci(machine.FRONTEND)
    except Expected as problem:
        cannot_run_here("the front end's reducers", str(problem), "python3 run.py build")
    return build(node, tmp_path_factory.mktemp("built"))
