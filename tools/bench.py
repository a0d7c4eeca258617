"""`run.py bench`: the programs of bench/, one after another, so that each has the machine to itself."""

import os
import subprocess
from collections.abc import Sequence

from tools import machine
from tools.steps import ROOT, Expected


def bench(arguments: Sequence[str]) -> int:
    names = [argument for argument in arguments if not argument.startswith("-")]
    options = [argument for argument in arguments if argument.startswith("-")]
    known = sorted(path.stem for path in (ROOT / "bench").glob("*.py") if not path.stem.startswith("_"))
    unknown = [name for name in names if name not in known]
    if unknown:
        raise Expected(f"Expected one of {', '.join(known)}, got {unknown[0]}. Choose one, or none to run them all.")
    machine.development()
    machine.front_end()
    return max((run(name, options) for name in names or known), default=0)


def run(name: str, options: Sequence[str]) -> int:
    program = ROOT / "bench" / f"{name}.py"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.call([machine.PYTHON, program, *options], cwd=ROOT, env=environment)
