"""`run.py check`: every check runs even if one fails, a line each, and what failed is shown at the end."""

import os
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from tools import machine
from tools.steps import ROOT

LINES_SHOWN = 80


@dataclass(frozen=True)
class Check:
    name: str
    command: tuple[str | Path, ...]
    folder: Path = ROOT


@dataclass(frozen=True)
class Outcome:
    check: Check
    passed: bool
    output: str
    seconds: float


def check() -> int:
    machine.development()
    machine.npm_ci(machine.FRONTEND)
    failed: list[Outcome] = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for outcome in as_completed([pool.submit(run, one) for one in checks()]):
            failed += report(outcome.result())
    for outcome in failed:
        explain(outcome)
    print(f"\n{len(failed)} of {len(checks())} checks failed" if failed else "\nAll checks passed")
    return 1 if failed else 0


def checks() -> list[Check]:
    """The slow ones first, so that the two cores end together."""
    bin_, node = machine.PYTHON.parent, machine.node()
    installed = machine.FRONTEND / "node_modules"
    biome = installed / "@biomejs" / "biome" / "bin" / "biome"
    compiler = installed / "typescript" / "bin" / "tsc"
    return [
        Check("types (basedpyright)", (bin_ / "basedpyright", "--level", "error")),
        *(
            Check(f"types of {name} (tsc)", (node, compiler, "--noEmit", "-p", name), machine.FRONTEND)
            for name in ("console", "widget", "protocol")
        ),
        Check("import contracts (import-linter)", (bin_ / "lint-imports", "--no-cache", "--no-logo")),
        Check("dead code (vulture)", (machine.PYTHON, "-m", "tools.dead_code")),
        Check("front end (biome)", (node, biome, "ci", "--colors=off", "--error-on-warnings", ".")),
        Check("lint (ruff)", (bin_ / "ruff", "check", "--output-format=concise")),
        Check("format (ruff)", (bin_ / "ruff", "format", "--check", "--output-format=concise")),
        Check("sizes", (machine.PYTHON, "-m", "tools.sizes")),
        Check("first load", (machine.PYTHON, "-m", "tools.first_load")),
    ]


def run(check: Check) -> Outcome:
    started = time.monotonic()
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "120"}
    ended = subprocess.run(
        check.command, cwd=check.folder, env=environment, capture_output=True, text=True, check=False
    )
    return Outcome(check, ended.returncode == 0, ended.stdout + ended.stderr, time.monotonic() - started)


def report(outcome: Outcome) -> list[Outcome]:
    print(f"{'passed' if outcome.passed else 'FAILED'}  {outcome.check.name}, {outcome.seconds:.1f} s", flush=True)
    return [] if outcome.passed else [outcome]


def explain(outcome: Outcome) -> None:
    """The beginning of what it said; a tool that has gone wild should not bury the others."""
    lines = outcome.output.rstrip().splitlines()
    command = " ".join(str(part) for part in outcome.check.command)
    print(f"\n--- {outcome.check.name}: {command}", *lines[:LINES_SHOWN], sep="\n")
    if len(lines) > LINES_SHOWN:
        print(f"… and {len(lines) - LINES_SHOWN} lines more: run the command above")
