"""What the documents promise of the behaviour is what the tests assert: every clause has its test, every test its clause."""

import ast
import re
from pathlib import Path

import pytest

from tools.defects import CLAUSE, Clause, clauses_of
from tools.steps import ROOT

DOCUMENTS = sorted((ROOT / "docs").glob("behaviour*.md"))
DEFECTS_ARE_NAMED = frozenset("AGTP")
LINES_WRITTEN_DOWN = {
    *(f"A{number}" for number in range(1, 23)),
    *("G1", "G2", "G3", "G4", "G7", "O1", "P1", "P2", "P3", "W1", "W5", "X1"),
    *(f"T{number}" for number in (*range(1, 10), 15)),
    *(f"I{number}" for number in range(1, 9)),
    *(f"E{number}" for number in range(1, 12)),
}
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([\w./-]+)(?:#[\w-]+)?\)")
NOT_YET = "## Behaviour not yet tested"


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


UNITS = [f"/{path.relative_to(ROOT)}" for path in (ROOT / "frontend").glob("*/src/**/*.test.ts*")]


@pytest.mark.parametrize("clause", CLAUSES, ids=lambda clause: clause.id)
def test_every_clause_names_a_test_that_carries_it(clause: Clause) -> None:
    if clause.id in not_yet_tested():
        assert not clause.tests, f"{clause.id} names a test and is listed as not yet tested; only one can be true"
        return
    assert clause.tests or clause.units, (
        f"{clause.id} names no test; name one, or list it in docs/open-points.md under “{NOT_YET[3:]}”"
    )
    for path, name in clause.tests:
        assert name in LINES.get(path, {}), f"{clause.id}: there is no {path}::{name}"
        assert clause.id in LINES[path][name], f"{clause.id}: {path}::{name} does not carry it in its mark"
    for unit in clause.units:
        found = [path for path in UNITS if path.endswith(f"/{unit}")]
        assert len(found) == 1, f"{clause.id}: expected one {unit} below frontend, found {found}"


DRAWN = {f"/{path.relative_to(ROOT)}": path for path in (ROOT / "frontend").glob("*/src/**/*") if path.is_file()}
PLACE = re.compile(r"`([\w/.-]+\.(?:tsx?|css))`: (?:(?:without )?`([^`]+)`)?")
IN_THE_FRONT_END = [(clause, file, line) for clause in CLAUSES for file, line in PLACE.findall(clause.defect)]


@pytest.mark.parametrize(
    ("clause", "file", "line"), IN_THE_FRONT_END, ids=[clause.id for clause, _, _ in IN_THE_FRONT_END]
)
def test_a_defect_of_the_front_end_has_its_place(clause: Clause, file: str, line: str) -> None:
    """Code moves: a row that names a file or a line which is gone is planted anew and written with the change that moved it."""
    named = [path for name, path in DRAWN.items() if name.endswith(f"/{file}")]
    assert named, f"{clause.id}: there is no {file}"
    assert any(line in path.read_text() for path in named), f"{clause.id}: {file} has no `{line}` any more"


@pytest.mark.parametrize("clause", [c for c in CLAUSES if c.id[0] in DEFECTS_ARE_NAMED], ids=lambda clause: clause.id)
def test_of_every_clause_of_assigning_groups_triggers_and_presence_a_defect_is_named(clause: Clause) -> None:
    assert clause.defect or clause.id in not_yet_tested(), (
        f"{clause.id}: no defect is named that was seen to break its test"
    )


def test_no_clause_stands_twice_and_no_line_is_left_out() -> None:
    ids = [clause.id for clause in CLAUSES]
    assert sorted(ids) == sorted(set(ids))
    assert {re.sub(r"[a-z]+$", "", id_) for id_ in ids} >= LINES_WRITTEN_DOWN


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


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    assert [to for to in LINK.findall(page.read_text()) if not (page.parent / to).exists()] == []
