"""What a reopening brings back besides the agents: the visitor waits (O1), who was assigned meanwhile is told (A6); and who returns (A17)."""

import pytest

from tests.journeys.conftest import Town
from tests.journeys.desk import knock

pytestmark = pytest.mark.anyio


@pytest.mark.line("O1h")
async def test_a_visitor_nobody_answered_waits_again_after_a_reopening(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town)
    since = (await desk.view())["waiting_since"]
    await desk.visitor.write("Is anybody there?")
    await desk.do(marie, "close")
    assert (await desk.view())["waiting_since"] is None
    await desk.do(marie, "reopen")
    assert (await desk.view())["waiting_since"] == since is not None

    await desk.reply(marie)
    await desk.do(marie, "close")
    await desk.do(marie, "reopen")
    assert (await desk.view())["waiting_since"] is None


@pytest.mark.line("E5g")
async def test_who_was_assigned_while_it_was_closed_is_told_at_the_reopening(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    await town.hire("Tim", "online")
    desk = await knock(town)
    await desk.reply(marie)
    await desk.do(marie, "close")
    await desk.agent(town.owner, nora)
    await desk.do(marie, "reopen")
    assert await desk.told("conversation.reopened") == [["Nora"]]
    assert await desk.mine_of() == ["Marie", "Nora"]


@pytest.mark.line("A17h")
async def test_who_returns_is_assigned_by_the_system_not_by_the_visitor(town: Town) -> None:
    marie = await town.hire("Marie", "online")
    desk = await knock(town)
    await desk.reply(marie)
    await desk.do(marie, "close")
    await desk.visitor.write("Once more")
    (returned,) = await desk.explained("visitor.assigned_to_agent")
    assert (returned["actor"], returned["body"]["agent_id"]) == ("system:", marie.id)


@pytest.mark.line("A14a")
async def test_a_line_of_why_has_something_in_it_that_can_be_seen(town: Town) -> None:
    marie, nora = await town.hire("Marie", "online"), await town.hire("Nora", "online")
    desk = await knock(town)
    refused = await desk.ask(marie, nora, "\u200b", 422)
    assert (refused["code"], refused["field"]) == ("invalid_why", "why")


@pytest.mark.line("T1g")
async def test_a_version_longer_than_any_is_refused_at_its_field(town: Town) -> None:
    refused = await town.owner.ask("PUT", "/api/triggers/order", 422, ids=[], version=10**30)
    assert refused["field"] == "version"
