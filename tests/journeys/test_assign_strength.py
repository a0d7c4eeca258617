"""Whose word about a visitor's group counts more (A18)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import Desk, arrive, desk_of, knock, picked, to_group, under
from tests.journeys.people import Visitor

pytestmark = pytest.mark.anyio


async def choose(visitor: Visitor, group_id: str) -> str:
    """The visitor's choice in the widget: "" or the code of the refusal."""
    answer = await visitor.socket.op("group.choose", group=group_id)
    return "" if answer["f"] == "ack" else answer["code"]


async def knock_after_choosing(town: Town, group_id: str) -> Desk:
    visitor = await arrive(town)
    assert await choose(visitor, group_id) == ""
    await visitor.write("Hello")
    return desk_of(town, visitor, await town.conversation_of(town.owner, "Hello"))


@pytest.mark.line("A18a", "A18f")
@pytest.mark.parametrize("source", ["agent", "api"])
async def test_an_agent_and_the_api_count_more_than_the_visitors_choice(town: Town, source: str) -> None:
    marie = await town.hire("Marie", "online")
    first, second = await town.group("First", marie), await town.group("Second", marie)
    await town.switch(asks_for_group=True)
    desk = await knock_after_choosing(town, first)
    assert (await desk.view())["group"]["source"] == "visitor"
    if source == "agent":
        await desk.group(town.owner, second)
    else:
        assert await desk.group_by_api(second) == ""
    assert await choose(desk.visitor, first) == "weaker_source"
    assert (await desk.view())["group"]["group_id"] == second


@pytest.mark.line("A18d", "A18f")
async def test_the_visitors_choice_counts_more_than_a_trigger(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    first, second = await town.group("First", marie), await town.group("Second", marie)
    await town.switch(asks_for_group=True)
    await town.trigger("French", under("/fr"), to_group(second))
    visitor = await arrive(town)
    assert await choose(visitor, first) == ""
    await visitor.view("/fr")
    desk = await knock(town, visitor=visitor)
    assert (await desk.view())["group"]["group_id"] == first


@pytest.mark.line("A18f", "A18e")
async def test_a_trigger_overrides_neither_an_agent_nor_the_api_and_moves_what_a_trigger_set(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    first, second, third = [await town.group(name, marie) for name in ("First", "Second", "Third")]
    for path, group in (("/fr", second), ("/en", third)):
        await town.trigger(path, under(path), to_group(group), also_during_conversation=True)
    desk = await knock(town)
    await desk.visitor.view("/fr")
    await desk.visitor.view("/en")
    assert (await desk.view())["group"]["group_id"] == third
    await desk.group(town.owner, first)
    await desk.visitor.view("/fr")
    assert (await desk.view())["group"]["group_id"] == first
    assert await desk.group_by_api(third) == ""
    await desk.visitor.view("/fr")
    assert (await desk.view())["group"]["group_id"] == third


@pytest.mark.line("A18g")
async def test_of_equals_the_later_wins(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    first, second = await town.group("First", marie), await town.group("Second", marie)
    desk = await knock(town)
    await desk.group(town.owner, first)
    assert await desk.group_by_api(second) == ""
    assert (await desk.view())["group"]["group_id"] == second
    await desk.group(marie, first)
    assert (await desk.view())["group"]["group_id"] == first


@pytest.mark.line("A18h", "A17a")
async def test_strength_lasts_one_episode_the_group_longer(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    first, second = await town.group("First", marie), await town.group("Second", marie)
    await town.trigger("Cart", under("/cart"), to_group(second))
    desk = await knock(town)
    await desk.group(town.owner, first)
    await desk.do(town.owner, "close")
    group = (await desk.view())["group"]
    assert (group["group_id"], group["source"]) == (first, "trigger")
    await desk.visitor.write("Me again")
    assert (await desk.view())["group"]["group_id"] == second


@pytest.mark.line("A18k")
@pytest.mark.parametrize("source", ["agent", "visitor"])
async def test_what_was_said_before_the_first_message_weighs_as_much_again_after_reopening(
    town: Town, source: str
) -> None:
    marie = await town.hire("Marie", "online")
    first, second = await town.group("First", marie), await town.group("Second", marie)
    await town.trigger("French", under("/fr"), to_group(second), also_during_conversation=True)
    await town.switch(asks_for_group=True)
    desk = await picked(town)
    if source == "agent":
        await desk.group(town.owner, first)
    else:
        assert await choose(desk.visitor, first) == ""
    await desk.visitor.write("Hello")
    await desk.do(town.owner, "close")
    await desk.do(town.owner, "reopen")
    await desk.visitor.view("/fr")
    group = (await desk.view())["group"]
    assert (group["group_id"], group["source"]) == (first, source)
    await desk.do(town.owner, "close")
    await desk.visitor.view("/cart")
    await desk.visitor.write("Me again")
    await desk.do(town.owner, "close")
    await desk.do(town.owner, "reopen")
    assert (await desk.view())["group"]["source"] == "trigger", "it was said for an episode that is over"


@pytest.mark.line("A18i")
async def test_all_agents_chosen_by_hand_holds_an_agents_strength(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    team = await town.group("Team", marie)
    await town.trigger("Cart", under("/cart"), to_group(team), also_during_conversation=True)
    desk = await knock(town)
    await desk.group(town.owner, None)
    await desk.visitor.view("/cart/again")
    group = (await desk.view())["group"]
    assert (group["group_id"], group["source"]) == (None, "agent")
    assert await desk.is_unassigned()


@pytest.mark.line("A18j")
async def test_the_same_group_again_by_a_stronger_source_raises_the_strength_and_alerts_nobody(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    team, other = await town.group("Team", marie), await town.group("Other", marie)
    await town.trigger("Cart", under("/cart"), to_group(team))
    await town.trigger("Other", under("/other"), to_group(other), also_during_conversation=True)
    desk = await knock(town)
    before = len(await desk.alerts())
    await desk.group(town.owner, team)
    raised = await marie.socket.event("visitor.assigned_to_group", from_group=team, to_group=team)
    assert (raised["body"]["conversation"]["group"]["source"], raised["body"]["alerted"]) == ("agent", [])
    assert len(await desk.alerts()) == before
    await desk.visitor.view("/other")
    assert (await desk.view())["group"]["group_id"] == team
    assert not (await desk.group(town.owner, team))["changed"]


@pytest.mark.line("A18j")
async def test_a_trigger_that_says_all_agents_of_somebody_in_no_group_alerts_nobody(town: Town) -> None:
    await town.hire("Marie", "online")
    everybody = {"kind": "assign_all_agents"}
    await town.trigger("All", under("/all"), everybody, also_during_conversation=True)
    desk = await knock(town)
    before = len(await desk.alerts())
    await desk.visitor.view("/all")
    assert (await desk.explained("visitor.assigned_to_group"))[-1]["body"]["alerted"] == []
    assert len(await desk.alerts()) == before
