"""`run.py test`: pytest and vitest, with a name and a remedy for whatever this machine cannot run."""

import subprocess
import sys
from collections.abc import Sequence

from tools import machine
from tools.steps import ROOT, Expected

CANNOT_RUN_HERE = 3


def test(arguments: Sequence[str]) -> int:
    """0 when all passed, 3 when all that could run passed, else the code of what failed."""
    machine.development()
    codes = [prepare_the_front_end()]
    if not arguments and codes == [0]:
        codes.append(vitest())
    # Two workers halve the waiting; a run of chosen tests starts faster and reads better without.
    codes.append(pytest(arguments or ["-n", "2", "--dist", "loadscope"]))
    return next((code for code in codes if code not in (0, CANNOT_RUN_HERE)), max(codes))


def prepare_the_front_end() -> int:
    try:
        machine.front_end()
    except Expected as problem:
        print(f"Cannot run here: the front end and its tests.\n{problem}", file=sys.stderr)
        return CANNOT_RUN_HERE
    return 0


def vitest() -> int:
    program = machine.node()
    command = [program, "node_modules/vitest/vitest.mjs", "run"]
    return subprocess.call(command, cwd=machine.FRONTEND, env=machine.with_node_on_path(program))


def pytest(arguments: Sequence[str]) -> int:
    return subprocess.call([machine.PYTHON, "-m", "pytest", *arguments], cwd=ROOT)
