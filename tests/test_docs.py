"""What the documents promise of the behaviour is what the tests assert: every clause has its test, every test its clause."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted((ROOT / "docs").glob("behaviour*.md"))
CLAUSE = re.compile(r"[A-Z]+\d+[a-z]+")
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
DEFECTS_ARE_NAMED = frozenset("AGTP")
LINES_OF_A = range(1, 23)
NOT_YET = "## Behaviour not yet tested"


@dataclass(frozen=True)
class Clause:
    """A row of a table: its id, its words, the tests that assert it and the defect that broke them."""

    id: str
    text: str
    tests: tuple[tuple[str, str], ...]
    defect: str


def clauses_of(document: Path) -> list[Clause]:
    found: list[Clause] = []
    for line in document.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|") or not CLAUSE.fullmatch(cells[0]):
            continue
        assert len(cells) == 4, (
            f"{document.name}, {cells[0]}: expected clause, words, tests and defect, got {len(cells)} cells"
        )
        tests = tuple((path, name) for path, name in TEST.findall(cells[2]))
        found.append(Clause(cells[0], cells[1], tests, cells[3]))
    return found


def not_yet_tested() -> frozenset[str]:
    _, _, rest = (ROOT / "docs" / "open-points.md").read_text().partition(NOT_YET)
    listed = rest.partition("\n## ")[0]
    return frozenset(CLAUSE.findall(listed))


def lines_of_tests(path: Path) -> dict[str, frozenset[str]]:
    """The ids each test of a file carries in its mark `line`, by the test's name."""
    carried: dict[str, frozenset[str]] = {}
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            marks = [
                mark for mark in node.decorator_list if isinstance(mark, ast.Call) and _name_of(mark.func) == "line"
            ]
            ids = [arg.value for mark in marks for arg in mark.args if isinstance(arg, ast.Constant)]
            carried[node.name] = frozenset(map(str, ids))
    return carried


def _name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


CLAUSES = [clause for document in DOCUMENTS for clause in clauses_of(document)]
LINES = {str(path.relative_to(ROOT)): lines_of_tests(path) for path in sorted((ROOT / "tests").rglob("test_*.py"))}


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_every_clause_names_a_test_that_carries_it(clause: Clause) -> None:
    if clause.id in not_yet_tested():
        assert not clause.tests, f"{clause.id} names a test and is listed as not yet tested; only one can be true"
        return
    assert clause.tests, f"{clause.id} names no test; name one, or list it in docs/open-points.md under “{NOT_YET[3:]}”"
    for path, name in clause.tests:
        assert name in LINES.get(path, {}), f"{clause.id}: there is no {path}::{name}"
        assert clause.id in LINES[path][name], f"{clause.id}: {path}::{name} does not carry it in its mark"


@pytest.mark.parametrize("clause", [c for c in CLAUSES if c.id[0] in DEFECTS_ARE_NAMED], ids=lambda clause: clause.id)
def test_of_every_clause_of_assigning_groups_triggers_and_presence_a_defect_is_named(clause: Clause) -> None:
    assert clause.defect or clause.id in not_yet_tested(), (
        f"{clause.id}: no defect is named that was seen to break its test"
    )


def test_no_clause_stands_twice_and_no_line_of_assigning_is_left_out() -> None:
    ids = [clause.id for clause in CLAUSES]
    assert sorted(ids) == sorted(set(ids))
    assert {f"A{number}" for number in LINES_OF_A} <= {re.sub(r"[a-z]+$", "", id_) for id_ in ids}


def test_every_clause_a_journey_carries_is_written_down() -> None:
    known = {clause.id for clause in CLAUSES}
    documented = {id_[0] for id_ in known}
    carried = {
        id_
        for path, tests in LINES.items()
        if path.startswith("tests/journeys/")
        for ids in tests.values()
        for id_ in ids
        if CLAUSE.fullmatch(id_) and id_[0] in documented
    }
    assert carried <= known, f"not in docs/behaviour*.md: {sorted(carried - known)}"


def test_only_clauses_that_exist_are_listed_as_not_yet_tested() -> None:
    assert not_yet_tested() <= {clause.id for clause in CLAUSES}
