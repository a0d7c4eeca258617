"""The shipped hub, store, actions and front end in virtual time, with everything going wrong that can: nothing is lost.

A failing seed is run again with `pytest tests/simulation -k "right and [3]"`; what it violates says which promise.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.simulation.mutants import HARMLESS, MUTANTS
from tests.simulation.pages import Pages
from tests.simulation.runs import BUILT, RECORD, caught, run, survives
from tests.support.machine import cannot_run_here
from tools import machine
from tools.steps import Expected

BLOCKS, SEEDS = 10, 30
Count = Callable[[str, int], None]
RECORDED = json.loads(RECORD.read_text())


@pytest.fixture(scope="module")
def pages(node: Path) -> Iterator[Pages]:
    try:
        machine.front_end()
    except Expected as problem:
        cannot_run_here("The built front end", str(problem), "python3 run.py build")
    pages = Pages(node, BUILT)
    yield pages
    pages.close()


@pytest.mark.parametrize("block", range(BLOCKS))
def test_the_right_protocol_keeps_its_promises(pages: Pages, block: int, counted: Count) -> None:
    counts: Counter[str] = Counter()
    seeds = range(block * SEEDS, (block + 1) * SEEDS)
    violations = {seed: violation for seed in seeds if (violation := run(seed, pages, counts))}
    assert violations == {}
    counted("simulated seeds in which every promise held", len(seeds))
    counted("frames sent in them", counts.total())
    # A run in which little happens proves little.
    assert counts["welcome"] > 10 * SEEDS
    assert counts["ev"] > 50 * SEEDS


@pytest.mark.parametrize("name", list(MUTANTS))
def test_each_mutant_is_caught(pages: Pages, name: str, counted: Count) -> None:
    """By its recorded seed; another path through the code moves seeds, then one of the next must do."""
    mutant, recorded = MUTANTS[name], RECORDED[name]["seed"]
    assert survives(mutant, recorded, pages) == ""
    found = (seed for seed in (recorded, *range(1000, 1060)) if caught(mutant, seed, pages))
    assert next(found, None) is not None, (
        f"not caught any more ({mutant.wrong}): python -m tests.simulation.runs {name}"
    )
    counted("mutants of the protocol, all caught", 1)


@pytest.mark.parametrize("name", list(HARMLESS))
def test_what_is_wrong_in_one_place_is_mended_in_another(pages: Pages, name: str) -> None:
    assert [caught(HARMLESS[name], seed, pages) for seed in range(20)] == [""] * 20


def test_every_mutant_has_a_recorded_seed() -> None:
    assert RECORDED.keys() == MUTANTS.keys()
