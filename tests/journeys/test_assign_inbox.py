"""Mine, Unassigned and All: what is where, and why (A15, A16)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import Desk, arrive, knock, to_group, under

pytestmark = pytest.mark.anyio


async def ids(town: Town, view: str, state: str = "open") -> set[str]:
    items = (await town.owner.get(f"/api/conversations?view={view}&state={state}"))["items"]
    return {item["id"] for item in items}


@pytest.mark.line("A15a", "A15b", "A15c", "A15d")
async def test_mine_holds_what_is_open_and_assigned_joined_or_the_groups(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    team = await town.group("Team", marie)
    assigned, joined, grouped = await knock(town, text="A"), await knock(town, text="B"), await knock(town, text="C")
    other = await knock(town, text="D")
    await assigned.agent(town.owner, marie)
    await joined.do(marie, "join")
    await grouped.group(town.owner, team)
    assert set(await marie.mine()) == {assigned.id, joined.id, grouped.id}
    assert (await marie.get("/api/counts"))["mine"] == 3
    for desk in (assigned, joined, grouped, other):
        await desk.do(town.owner, "close")
    assert await marie.mine() == []
    await grouped.do(town.owner, "reopen")
    assert await marie.mine() == [grouped.id]


@pytest.mark.line("A15e", "A15f", "A15g")
async def test_mine_says_why_each_is_there(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    team = await town.group("Team", marie)
    trigger = await town.trigger("French", under("/fr"), to_group(team))
    by_hand, by_trigger = await knock(town, text="By hand"), await knock(town, "/fr", text="By trigger")
    await by_hand.agent(nora, marie)
    await by_hand.group(nora, team)
    items = {item["id"]: item for item in (await marie.get("/api/conversations?view=mine"))["items"]}
    assert items[by_hand.id]["participations"][0]["assigned_by"] == f"agent:{nora.id}"
    assert items[by_hand.id]["group"]["group_id"] == team
    assert items[by_hand.id]["group"]["by"] == f"agent:{nora.id}"
    assert items[by_trigger.id]["group"]["by"] == f"trigger:{trigger}"
    assert items[by_trigger.id]["group"]["group_id"] == team
    assert items[by_trigger.id]["participations"] == []


@pytest.mark.line("A16a", "A2a")
async def test_unassigned_holds_what_a_visitor_wrote_and_nobody_has(town: Town) -> None:
    marie, tim = await town.hire("Marie", "online"), await town.hire("Tim", "online")
    team = await town.group("Team", tim)
    desk = await knock(town)
    assert await desk.is_unassigned()
    await desk.agent(town.owner, marie)
    assert not await desk.is_unassigned()
    await desk.take_off(town.owner, marie)
    await desk.do(marie, "join")
    assert not await desk.is_unassigned()
    await desk.do(marie, "leave")
    await desk.group(town.owner, team)
    assert not await desk.is_unassigned()
    await desk.group(town.owner, None)
    assert await desk.is_unassigned()
    await desk.ask(marie, tim)
    assert await desk.is_unassigned()
    await desk.do(town.owner, "close")
    assert not await desk.is_unassigned()


@pytest.mark.line("A16b", "A16c", "A16d")
async def test_a_visitor_whose_group_does_not_count_is_unassigned_until_it_counts_again(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    team = await town.group("Team", marie)
    desk = await knock(town)
    await desk.group(town.owner, team)
    for off, on in (
        (lambda: town.members(team, marie, is_enabled=False), lambda: town.members(team, marie, is_enabled=True)),
        (lambda: town.members(team), lambda: town.members(team, marie)),
        (lambda: town.switch(uses_groups=False), lambda: town.switch(uses_groups=True)),
    ):
        await off()
        assert await desk.is_unassigned()
        assert (await desk.view())["group"]["group_id"] == team
        assert await desk.mine_of() == []
        await on()
        assert not await desk.is_unassigned()
        assert await desk.mine_of() == ["Marie"]


@pytest.mark.line("A16d", "A16e")
async def test_every_open_conversation_is_in_unassigned_or_in_somebodys_mine(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    team, empty = await town.group("Team", marie), await town.group("Empty")
    desks = [await knock(town, text=f"Visitor {n}") for n in range(5)]

    async def nobody_is_lost() -> None:
        held = await ids(town, "unassigned")
        for person in town.people.values():
            held |= set(await person.mine())
        assert held == await ids(town, "all")

    first, second, third, fourth, fifth = desks
    await first.agent(nora, marie)
    await second.group(nora, team)
    await third.group(nora, empty)
    await fourth.do(nora, "join")
    await fifth.do(nora, "close")
    await nobody_is_lost()
    await first.do(marie, "leave")
    await town.members(team)
    await nobody_is_lost()
    await town.dismiss(nora)
    await town.owner.get("/api/counts")
    await _released(fourth)
    await nobody_is_lost()
    assert await ids(town, "all", "closed") == {fifth.id}
    assert await ids(town, "all") == {desk.id for desk in desks[:4]}


async def _released(desk: Desk) -> None:
    """A deactivated agent's rows count for nothing at once, even before the worker has ended them."""
    assert await desk.is_unassigned()


@pytest.mark.line("E10a", "E10b")
async def test_the_load_counts_what_an_agent_is_assigned_to_or_joined_not_what_comes_through_groups(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    team = await town.group("Team", marie)
    assigned, joined, grouped = await knock(town, text="A"), await knock(town, text="B"), await knock(town, text="C")
    await assigned.agent(town.owner, marie)
    await joined.do(marie, "join")
    await grouped.group(town.owner, team)

    async def load() -> int:
        people = (await town.owner.get(f"/api/picker?conversation={grouped.id}"))["agents"]
        return next(row["load"] for row in people if row["id"] == marie.id)

    assert await load() == 2
    await assigned.do(town.owner, "close")
    assert await load() == 1


@pytest.mark.line("E9b")
async def test_the_page_that_decides_is_that_of_the_tab_that_wrote(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    team = await town.group("Team", marie)
    visitor = await arrive(town, "/cart")
    french = visitor.tab
    await visitor.view("/fr")
    visitor.tab = "another-tab-of-the-same-browser"
    await visitor.view("/en")
    await town.trigger("French", under("/fr"), to_group(team))
    visitor.tab = french
    desk = await knock(town, text="Bonjour", visitor=visitor)
    assert await desk.mine_of() == ["Marie"]


@pytest.mark.line("E9c")
async def test_one_browser_on_two_websites_is_two_visitors(town: Town) -> None:
    _, key = await town.put_up("Academy", "https://academy.example")
    there = town.visitor(key, "https://academy.example")
    here = await arrive(town)
    there.browser = here.browser
    await there.view("/")
    await there.open()
    first, second = await knock(town, text="Here", visitor=here), await knock(town, text="There", visitor=there)
    assert first.visitor_id != second.visitor_id
    assert first.id != second.id
