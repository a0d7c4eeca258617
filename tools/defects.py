"""`run.py defects`: plants the defects docs/behaviour*.md names, one at a time, and sees the tests named beside them fail."""

import ast
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools import machine
from tools.steps import ROOT, Expected, said
from tools.tests import CANNOT_RUN_HERE

CLAUSE = re.compile(r"[A-Z]+\d+[a-z]+")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
UNITS = re.compile(r"`([\w/.-]+\.test\.tsx?)`")
DEFECT = re.compile(r"`([\w/]+\.py)(?:::(\w+))?`: (?:without `([^`]+)`|`([^`]+)` → `([^`]+)`)(?: \(.+\))?")
QUIET = ("-q", "--no-header", "-p", "no:cacheprovider")


@dataclass(frozen=True)
class Clause:
    """A row of a table: its id, its words, the tests that assert it and the defect that broke them.

    `units` are files of the front end's own tests, by the end of their path.
    """

    id: str
    text: str
    tests: tuple[tuple[str, str], ...]
    defect: str
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Defect:
    """In a file below src/zuruf, in one of its functions if one is named, `after` stands instead of `before`."""

    file: str
    function: str
    before: str
    after: str


def defects(wanted: Sequence[str]) -> int:
    """Of the clauses wanted, or of all: 0 when every test named failed over its defect, else 1."""
    machine.development()
    machine.front_end()  # for the tests in a browser
    return plant(choose(wanted, ROOT), ROOT)


def plant(chosen: Sequence[Clause], root: Path) -> int:
    readable = [(clause, defect) for clause in chosen if clause.tests and (defect := defect_of(clause.defect))]
    require_that_they_pass([clause for clause, _ in readable], root)
    missed: list[str] = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        tried = [(clause, pool.submit(blind, clause, defect, root)) for clause, defect in readable]
        for clause, trial in tried:
            # Tests that assert one clause from several sides need not all see the same defect.
            missed += [clause.id] if len(trial.result()) == len(clause.tests) else []
            print("\n        ".join([f"{clause.id}: {clause.defect}", *trial.result()]), flush=True)
    if prose := [clause.id for clause in chosen if clause not in dict(readable)]:
        print(f"\n{len(prose)} can only be planted by hand, no line stands beside them: {' '.join(prose)}")
    print(f"\n{len(readable)} defects planted, {len(missed)} missed: {' '.join(missed) or 'none'}")
    return 1 if missed else 0


def choose(wanted: Sequence[str], root: Path) -> list[Clause]:
    clauses = [clause for path in sorted((root / "docs").glob("behaviour*.md")) for clause in clauses_of(path)]
    if unknown := set(wanted) - {clause.id for clause in clauses}:
        raise Expected(f"Expected clauses of docs/behaviour*.md, got {', '.join(sorted(unknown))}. Name one by its id.")
    return [clause for clause in clauses if not wanted or clause.id in wanted]


def clauses_of(document: Path) -> list[Clause]:
    found: list[Clause] = []
    for line in document.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or not CLAUSE.fullmatch(cells[0]):
            continue
        if len(cells) != 4:
            raise Expected(f"{document.name}, {cells[0]}: expected 4 cells, got {len(cells)}. Leave out the other |.")
        found.append(
            Clause(cells[0], cells[1], tuple(TEST.findall(cells[2])), cells[3], tuple(UNITS.findall(cells[2])))
        )
    return found


def defect_of(words: str) -> Defect | None:
    """`file`: `before` → `after`, `file::function`: … or `file`: without `line`; None when it is told in words."""
    if (found := DEFECT.fullmatch(words)) is None:
        return None
    file, function, gone, before, after = (part or "" for part in found.groups())
    return Defect(file, function, gone or before, after)


def planted(source: str, defect: Defect) -> str:
    """The source with the defect in it; Expected when its place is not there exactly once, or what comes of it is no Python."""
    lines = source.splitlines(keepends=True)
    start, end = extent(source, defect.function) if defect.function else (0, len(lines))
    part = "".join(lines[start:end])
    if (count := part.count(defect.before)) != 1:
        raise Expected(f"expected `{defect.before}` once, {defect.file} has it {count} times; write the row anew")
    changed = "".join([*lines[:start], part.replace(defect.before, defect.after), *lines[end:]])
    try:
        ast.parse(changed)
    except SyntaxError as problem:
        raise Expected(f"{defect.file} is no Python with it ({problem}); write the row anew") from None
    return changed


def extent(source: str, function: str) -> tuple[int, int]:
    """The lines of the function, the end excluded."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name == function:
            return node.lineno - 1, node.end_lineno or node.lineno
    raise Expected(f"expected a function {function}, there is none; write the row anew")


def require_that_they_pass(clauses: Sequence[Clause], root: Path) -> None:
    """A test that fails without the defect too has seen nothing."""
    tests = dict.fromkeys(f"{path}::{name}" for clause in clauses for path, name in clause.tests)
    with said(f"Trying {len(tests)} tests without a defect"):
        # Two workers take longer to start than a few tests take to run.
        ended = pytest((*tests, *(("-n", "2") if len(tests) > 9 else ())), root, root / "src") if tests else None
    if ended is not None and ended.returncode not in (0, CANNOT_RUN_HERE):
        raise Expected(f"Expected the tests to pass without a defect. Mend them first.\n{ended.stdout[-2000:]}")


def blind(clause: Clause, defect: Defect, root: Path) -> list[str]:
    """Plants the defect in a copy and runs the clause's tests there: of each that does not fail over it, what came instead."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "src"
        shutil.copytree(root / "src", copy, ignore=shutil.ignore_patterns("__pycache__"))
        file = copy / "zuruf" / defect.file
        try:
            file.write_text(planted(file.read_text(), defect))
        except (Expected, FileNotFoundError) as problem:
            return [str(problem)] * len(clause.tests)
        ended = {
            f"{path}::{name}": pytest((f"{path}::{name}", "-x"), root, copy).stdout.rstrip().rpartition("\n")[2]
            for path, name in clause.tests
        }
    # An error is not a failure: what cannot even begin has asserted nothing.
    return [f"{test} ended with “{last}”" for test, last in ended.items() if not re.search(r"\d+ failed", last)]


def pytest(arguments: Sequence[str], root: Path, src: Path) -> subprocess.CompletedProcess[str]:
    """Of the tests in `root`, with the product in `src`."""
    environment = {**os.environ, "PYTHONPATH": str(src), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [machine.PYTHON, "-m", "pytest", *QUIET, *arguments]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
