"""Moments that nothing else would remind of."""

from tests.realtime.stage import START, clock
from tests.simulation.loop import passing, virtually
from zuruf.realtime.alarms import Alarms

NAME = ("mode", "vera")


@virtually
async def test_it_rings_once_at_its_moment() -> None:
    alarms, rung = Alarms(clock()), list[float]()
    alarms.set(NAME, START + 5_000, lambda: rung.append(clock().monotonic()))
    await passing(20)
    assert rung == [5.0]
    assert len(alarms) == 0


@virtually
async def test_a_moment_that_has_passed_rings_at_once() -> None:
    alarms, rung = Alarms(clock()), list[float]()
    alarms.set(NAME, START - 5_000, lambda: rung.append(clock().monotonic()))
    await passing(1)
    assert rung == [0.0]


@virtually
async def test_the_last_moment_set_counts_and_none_means_never() -> None:
    alarms, rung = Alarms(clock()), list[str]()
    alarms.set(NAME, START + 1_000, lambda: rung.append("first"))
    alarms.set(NAME, START + 3_000, lambda: rung.append("second"))
    alarms.set(("mode", "willi"), START + 1_000, lambda: rung.append("willi's"))
    alarms.set(("mode", "willi"), None, lambda: rung.append("never"))
    await passing(10)
    assert rung == ["second"]


@virtually
async def test_what_is_dropped_or_stopped_rings_no_more_and_nothing_is_set_afterwards() -> None:
    alarms, rung = Alarms(clock()), list[str]()
    alarms.set(NAME, START + 1_000, lambda: rung.append("dropped"))
    alarms.drop(NAME)
    alarms.drop(NAME)
    alarms.set(NAME, START + 2_000, lambda: rung.append("stopped"))
    alarms.stop()
    alarms.set(NAME, START + 3_000, lambda: rung.append("set too late"))
    await passing(10)
    assert rung == []
    assert len(alarms) == 0
