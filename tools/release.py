"""`run.py build` and `run.py lock`: what is handed on, and what it stands on."""

import shutil

from tools import machine
from tools.steps import ROOT, call, said

# tools and node take over the versions of dev, so that one wheel serves both.
LOCKS = {"runtime": (), "dev": ("runtime",), "tools": (), "node": ("dev",), "build": ()}


def build() -> int:
    """The front end, then one wheel that carries it."""
    machine.development()
    machine.front_end()
    machine.uv()
    shutil.rmtree(ROOT / "dist", ignore_errors=True)
    pinned = ["--build-constraints", machine.REQUIREMENTS / "build.txt", "--require-hashes"]
    with said("Building the wheel"):
        call("wheel", [machine.UV, "build", "--wheel", *pinned, "--python", machine.PYTHON, ROOT])
    print(*(f"dist/{path.name}" for path in (ROOT / "dist").glob("*.whl")), sep="\n")
    return 0


def lock() -> int:
    """Newest versions the .in files allow, for every platform, with hashes and without any registry's address."""
    machine.uv()
    for name, constraints in LOCKS.items():
        with said(f"Locking requirements/{name}.txt"):
            call("lock", lock_command(name, constraints))
    return 0


def lock_command(name: str, constraints: tuple[str, ...]) -> list[str]:
    universal = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--upgrade"]
    following = [part for other in constraints for part in ("--constraints", f"requirements/{other}.txt")]
    files = [f"requirements/{name}.in", "--output-file", f"requirements/{name}.txt"]
    said_by = ["--custom-compile-command", "python3 run.py lock"]
    return [str(machine.UV), "pip", "compile", "--quiet", *universal, *following, *said_by, *files]
