"""run.py defects: rows are read, defects planted in a copy, and a test that does not fail over its own is named."""

from pathlib import Path

import pytest

from tools.defects import Clause, Defect, blind, choose, clauses_of, defect_of, plant, planted
from tools.steps import ROOT, Expected

SOURCE = """
def sum_of(a: int, b: int) -> int:
    return a + b


async def double_of(a: int) -> int:
    return a + a
"""
ADDS = ("tests/test_sums.py", "test_it_adds")
KNOWS_NOTHING = ("tests/test_sums.py", "test_it_cannot_fail")
CANNOT_BEGIN = ("tests/test_sums.py", "test_it_cannot_begin")
TESTS = """
import pytest
from zuruf.sums import sum_of


def test_it_adds():
    assert sum_of(1, 2) == 3


def test_it_cannot_fail():
    assert sum_of


@pytest.fixture
def settled():
    assert sum_of(1, 2) == 3


def test_it_cannot_begin(settled):
    assert sum_of
"""
DEFECT = Defect("sums.py", "", "return a + b", "return a - b")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A product of one file with its tests."""
    files = {"src/zuruf/__init__.py": "", "src/zuruf/sums.py": SOURCE, "tests/test_sums.py": TESTS}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


def clause(*tests: tuple[str, str]) -> Clause:
    return Clause("Z1a", "It adds.", tests, "`sums.py`: `return a + b` → `return a - b`")


def test_a_defect_its_test_fails_over_is_seen_and_the_product_stays_as_it_is(checkout: Path) -> None:
    assert blind(clause(ADDS), DEFECT, checkout) == []
    assert (checkout / "src/zuruf/sums.py").read_text() == SOURCE


def test_a_test_that_passes_over_the_defect_is_named(checkout: Path) -> None:
    (named,) = blind(clause(ADDS, KNOWS_NOTHING), DEFECT, checkout)
    assert named.startswith("tests/test_sums.py::test_it_cannot_fail ended with “1 passed")


def test_a_test_that_cannot_begin_has_seen_nothing(checkout: Path) -> None:
    (named,) = blind(clause(CANNOT_BEGIN), DEFECT, checkout)
    assert "1 error" in named


@pytest.mark.parametrize(
    ("defect", "words"),
    [
        ("`sums.py`: `return b` → `return a`", "expected `return b` once, sums.py has it 0 times"),
        ("`sums.py`: `return a +` → `return a -`", "sums.py has it 2 times"),
        ("`sums.py::product_of`: `return a + b` → `return a`", "expected a function product_of, there is none"),
        ("`sums.py`: `return a + b` → `return a +`", "sums.py is no Python with it"),
        ("`products.py`: `return a + b` → `return a`", "products.py"),
    ],
)
def test_a_row_the_code_has_left_behind_is_missed_with_the_reason(checkout: Path, defect: str, words: str) -> None:
    found = defect_of(defect)
    assert found
    (named,) = blind(clause(ADDS), found, checkout)
    assert words in named


def test_what_every_test_passed_over_is_missed_and_what_is_only_told_is_named(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = Clause("Z1b", "It is fast.", (ADDS,), "`sums.py`: it counts on its fingers")
    assert plant([clause(ADDS, KNOWS_NOTHING), told], checkout) == 0
    said = capsys.readouterr().out
    assert "\n        tests/test_sums.py::test_it_cannot_fail ended with “1 passed" in said
    assert said.endswith("no line stands beside them: Z1b\n\n1 defects planted, 0 missed: none\n")
    assert plant([clause(KNOWS_NOTHING)], checkout) == 1
    assert capsys.readouterr().out.endswith("1 defects planted, 1 missed: Z1a\n")


def test_a_test_that_fails_without_the_defect_too_proves_nothing(checkout: Path) -> None:
    (checkout / "src/zuruf/sums.py").write_text(SOURCE.replace("return a + b", "return 0 * (a + b)"))
    with pytest.raises(Expected, match="Expected the tests to pass without a defect"):
        plant([clause(ADDS)], checkout)


def test_only_clauses_that_are_written_down_can_be_chosen() -> None:
    assert [chosen.id for chosen in choose(["P1f", "T4h"], ROOT)] == ["T4h", "P1f"]
    with pytest.raises(Expected, match="got Z9z"):
        choose(["Z9z"], ROOT)


def test_a_defect_is_read_from_its_cell_or_left_to_people() -> None:
    assert defect_of("`a/b.py`: `x` → `y`") == Defect("a/b.py", "", "x", "y")
    assert defect_of("`a/b.py::f`: `x` → `y`") == Defect("a/b.py", "f", "x", "y")
    assert defect_of("`a/b.py`: without `x`") == Defect("a/b.py", "", "x", "")
    assert defect_of("`a/b.py`: `x` → `y` (nothing is kept)") == Defect("a/b.py", "", "x", "y")
    assert defect_of("`domain/conversation.py`: a new row replaces the others") is None
    assert defect_of("") is None


def test_a_function_named_is_where_it_is_planted() -> None:
    changed = planted(SOURCE, Defect("sums.py", "double_of", "return a", "return 2"))
    assert changed == SOURCE.replace("return a + a", "return 2 + a")


def test_a_row_with_too_many_cells_is_refused_by_its_id(tmp_path: Path) -> None:
    document = tmp_path / "behaviour.md"
    document.write_text("| clause | what |\n|---|---|\n| Z1a | It adds. | | `a` | b |\n")
    with pytest.raises(Expected, match=r"behaviour.md, Z1a: expected 4 cells, got 5"):
        clauses_of(document)


@pytest.mark.parametrize("name", ["behaviour", "behaviour_gtp"])
def test_every_defect_of_the_server_can_be_read(name: str) -> None:
    rows = [row for row in clauses_of(ROOT / "docs" / f"{name}.md") if ".py`" in row.defect]
    assert rows
    assert [row.id for row in rows if defect_of(row.defect) is None] == []


def test_every_defect_that_the_program_can_plant_has_its_place() -> None:
    """Code moves: a row that names a line which is gone is written anew with the change that moved it."""
    for clause in choose((), ROOT):
        if defect := defect_of(clause.defect):
            planted((ROOT / "src" / "zuruf" / defect.file).read_text(), defect)
