"""Running a seed, of the right protocol or of a mutant; run as a program it records at which seeds the mutants are caught."""

import json
import logging
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.simulation.loop import simulated
from tests.simulation.mutants import MUTANTS, Mutant
from tests.simulation.pages import Pages
from tests.simulation.world import World
from tools import machine

RECORD = Path(__file__).with_name("mutants.json")
BUILT = machine.FRONTEND / "dist-sim"
SEARCHED = 400


def run(seed: int, pages: Pages, counts: Counter[str] | None = None) -> str:
    """What was violated, "" for nothing."""
    worlds: list[World] = []

    async def main() -> None:
        worlds.append(World(seed, pages))
        await worlds[0].run()

    try:
        with silence():
            simulated(main, seed)
    except Exception as violation:  # noqa: BLE001 - whatever it is, it is told
        return f"{type(violation).__name__} {violation}"
    finally:
        if counts is not None:
            counts.update(worlds[0].watch.counts)
    return ""


@contextmanager
def silence() -> Iterator[None]:
    """The hub's warnings are what faults look like; its errors are violations and are noticed by the world."""
    log = logging.getLogger("zuruf")
    before, log.propagate = log.propagate, False
    try:
        yield
    finally:
        log.propagate = before


def caught(mutant: Mutant, seed: int, pages: Pages) -> str:
    """What the mutant violates at this seed."""
    with mutant.applied():
        return run(seed, pages)


def survives(mutant: Mutant, seed: int, pages: Pages) -> str:
    """What the right protocol violates in the mutant's conditions."""
    with replace(mutant, patches=()).applied():
        return run(seed, pages)


def record(names: list[str]) -> None:
    pages = Pages(machine.node(), BUILT)
    known = json.loads(RECORD.read_text()) if RECORD.exists() else {}
    for name in names or list(MUTANTS):
        for seed in range(SEARCHED):
            if violation := caught(MUTANTS[name], seed, pages):
                known[name] = {"seed": seed, "violated": violation[:160]}
                sys.stdout.write(f"{name}: {seed} {violation[:120]}\n")
                break
        else:
            known.pop(name, None)
            sys.stdout.write(f"{name}: not caught by {SEARCHED} seeds\n")
        RECORD.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n")
    pages.close()


if __name__ == "__main__":
    record(sys.argv[1:])
